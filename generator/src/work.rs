//! Counts units of work, so that tests can bound the cost of a step without a clock.

#[cfg(test)]
thread_local! {
    static DONE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts one unit. Does nothing outside of tests.
#[inline]
pub(crate) fn count() {
    #[cfg(test)]
    DONE.with(|done| done.set(done.get() + 1));
}

/// The units that `run` takes.
#[cfg(test)]
pub(crate) fn measured(run: impl FnOnce()) -> usize {
    let before = DONE.with(std::cell::Cell::get);
    run();
    DONE.with(std::cell::Cell::get) - before
}
