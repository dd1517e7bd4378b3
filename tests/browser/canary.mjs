// Listens for what must not happen: a server elsewhere that notes every request, and a page that notes what its policy
// refuses, which dialogs open and what runs.
import { createServer } from "node:http";

/** A server of another origin; whatever reaches it is noted by its path. */
export async function elsewhere() {
  const heard = [];
  const server = createServer((request, response) => {
    // A browser asks for it by itself.
    if (request.url !== "/favicon.ico") heard.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" });
    response.end(`try { top.ran.push("${request.url}"); } catch { }`);
  });
  server.on("upgrade", (request, socket) => { heard.push(request.url); socket.destroy(); });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  return { url: `http://127.0.0.1:${server.address().port}`, heard, close };
}

/** Has every page of `context` note what is refused in `violations` and give what is hostile a place to say that it ran. */
export const listen = (context) =>
  context.addInitScript(() => {
    window.ran = [];
    window.violations = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      window.violations.push(effectiveDirective);
      if (window !== top) top.violations.push(effectiveDirective);
    });
  });
