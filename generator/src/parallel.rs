//! Runs independent work on several threads. The results are in the order of the inputs, so that the
//! number of threads has no effect on them.

use std::num::NonZero;
use std::panic;
use std::sync::Mutex;
use std::thread;

/// More threads than this do not pay for themselves.
const MAX_THREADS: usize = 8;

/// The stack of a thread. Parsers are recursive, and need more than the 2 MiB of a thread by default
/// if they are compiled without optimization. Unused parts take no memory.
const STACK_SIZE: usize = 32 << 20;

/// The result of a function that needs a large stack.
///
/// # Panics
///
/// If the function does.
pub(crate) fn on_large_stack<R: Send>(function: impl FnOnce() -> R + Send) -> R {
    join(function, || ()).0
}

/// The results of two functions that run at the same time, the first on a thread of its own.
///
/// # Panics
///
/// If one of the functions does.
pub(crate) fn join<A: Send, B>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (A, B) {
    let first = Mutex::new(Some(first));
    let run = || {
        let first = first.lock().ok()?.take()?;
        Some(first())
    };
    let (first, second) = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_SIZE);
        let thread = thread.spawn_scoped(scope, run);
        let second = second();
        let first = match thread {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|reason| panic::resume_unwind(reason)),
            // Without another thread, the caller's has to do.
            Err(_) => run(),
        };
        (first, second)
    });
    let first = first.unwrap_or_else(|| unreachable!("the function is taken once"));
    (first, second)
}

/// The results of a function for each item. Each item is dropped when it is done.
///
/// # Panics
///
/// If the function does.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, function: impl Fn(T) -> R + Sync) -> Vec<R> {
    let available = thread::available_parallelism().map_or(1, NonZero::get);
    map_on(available.min(MAX_THREADS), items, function)
}

fn map_on<T: Send, R: Send>(
    threads: usize,
    items: Vec<T>,
    function: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let count = items.len();
    let remaining = Mutex::new(items.into_iter().enumerate());
    let next = || remaining.lock().ok()?.next();
    let work = || {
        let mut results = Vec::new();
        while let Some((index, item)) = next() {
            results.push((index, function(item)));
        }
        results
    };
    let mut results = Vec::with_capacity(count);
    thread::scope(|scope| {
        let builder = || thread::Builder::new().stack_size(STACK_SIZE);
        let helpers: Vec<_> = (1..threads.min(count))
            .map_while(|_| builder().spawn_scoped(scope, work).ok())
            .collect();
        results.extend(work());
        for helper in helpers {
            match helper.join() {
                Ok(more) => results.extend(more),
                Err(reason) => panic::resume_unwind(reason),
            }
        }
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for threads in 1..5 {
            assert_eq!(map_on(threads, items.clone(), |item| item * 2), expected);
        }
        assert_eq!(map(items, |item| item * 2), expected);
        assert_eq!(map(Vec::new(), |item: usize| item), Vec::<usize>::new());
    }

    #[test]
    fn both_functions_run_and_can_wait_for_each_other() {
        let (sender, receiver) = std::sync::mpsc::channel();
        let (received, sent) = join(move || receiver.recv(), || sender.send(1));
        assert_eq!((received, sent), (Ok(1), Ok(())));
    }

    #[test]
    #[should_panic(expected = "the fifth")]
    fn a_panic_reaches_the_caller() {
        map_on(2, vec![1, 2, 3, 4, 5], |item| {
            assert!(item != 5, "the fifth");
        });
    }
}
