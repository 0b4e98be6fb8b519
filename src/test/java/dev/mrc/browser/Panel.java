package dev.mrc.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The panel, as a user sees it. */
record Panel(Page page) {
    /** Asks and waits until something has come of it. */
    Panel ask(String question) {
        page.locator("#question").fill(question);
        page.evaluate("() => document.body.dataset.state = 'idle'"); // what is shown of the last question does not count
        page.locator("#question").press("Enter");
        return settled();
    }

    Panel settled() {
        page.waitForFunction("() => !['loading', 'idle'].includes(document.body.dataset.state)");
        return this;
    }

    Panel until(String state) {
        page.waitForFunction("state => document.body.dataset.state === state", state);
        return this;
    }

    String state() {
        return (String) page.evaluate("() => document.body.dataset.state");
    }

    String status() {
        return page.locator("#status").textContent();
    }

    String answer() {
        return page.locator("[data-answer]").first().textContent();
    }

    Locator at(String selector) {
        return page.locator(selector);
    }
}
