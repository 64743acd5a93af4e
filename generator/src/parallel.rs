//! Runs independent work on several threads. The results are in the order of the inputs, so that the
//! number of threads has no effect on them.

use std::num::NonZero;
use std::panic;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads than this do not pay for themselves.
const MAX_THREADS: usize = 8;

/// The stack of a thread: that of a main thread, since parsers are recursive.
const STACK_SIZE: usize = 8 << 20;

/// The results of a function for each item.
///
/// # Panics
///
/// If the function does.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let available = thread::available_parallelism().map_or(1, NonZero::get);
    map_on(available.min(MAX_THREADS), items, function)
}

fn map_on<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    function: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        let mut own = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                break;
            };
            own.push((index, function(item)));
        }
        // A thread that panicked has locked it never.
        if let Ok(mut all) = results.lock() {
            all.append(&mut own);
        }
    };
    thread::scope(|scope| {
        let builder = || thread::Builder::new().stack_size(STACK_SIZE);
        let helpers: Vec<_> = (1..threads)
            .map_while(|_| builder().spawn_scoped(scope, work).ok())
            .collect();
        work();
        for helper in helpers {
            if let Err(reason) = helper.join() {
                panic::resume_unwind(reason);
            }
        }
    });
    let mut all = results.into_inner().unwrap_or_default();
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for threads in 1..5 {
            assert_eq!(map_on(threads, &items, |item| item * 2), expected);
        }
        assert_eq!(map(&items, |item| item * 2), expected);
        assert_eq!(map(&[], |item: &usize| *item), Vec::<usize>::new());
    }

    #[test]
    #[should_panic(expected = "the fifth")]
    fn a_panic_reaches_the_caller() {
        map_on(2, &[1, 2, 3, 4, 5], |item| assert!(*item != 5, "the fifth"));
    }
}
