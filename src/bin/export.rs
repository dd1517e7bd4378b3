//! The worker that writes what is heavy to write, fetched when the first such file is wanted.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    use nianbao::app::export::Export;
    use nianbao::app::wire::{Request, Told, unpack};
    use nianbao::write::xlsx;

    const LOST: &str = "数据没有传到，请再试一次。";
    nianbao::app::platform::serve(|request, line| {
        let Request::Write { number, export, bytes } = request else { return };
        let result = match export {
            Export::Excel => unpack(&bytes).ok_or_else(|| LOST.to_owned()).and_then(|listing| xlsx::list(&[listing])),
            // These came written.
            Export::Csv | Export::Json | Export::Sarif => Ok(bytes),
        };
        line.tell(&Told::Written { number, result });
    });
}
