// What one browser cannot be asked, by the beginning of the test's name, and why. Everything else runs in both.
export const LEFT_OUT = {
  chromium: {},
  firefox: {
    "axe has no objection": "markup and colours are the same in every browser, and axe takes three times as long here",
    "an archive of many is the desk's, and all its views are accessible": "as above",
    "an input method is not disturbed": "WebDriver BiDi has no input methods",
    "a folder is read with what is below it": "WebDriver BiDi chooses files in Firefox, but no folders",
    "a worker that was lost is replaced": "playwright runs nothing in Firefox's workers",
    "checker and fonts are warm": "as above",
    "with a full disk": "WebDriver BiDi takes no room from a site",
    "a new version that finds the disk full": "as above",
    "motion is left out where that is wished": "WebDriver BiDi passes no such wish to Firefox",
    "in the system's own colours": "nor forced colours",
    "the page can be installed": "Firefox on a desktop installs no pages",
  },
};
