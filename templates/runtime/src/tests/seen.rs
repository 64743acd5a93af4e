//! The memory of deliveries: how many it has, for how long, and as the trait that others implement.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::{Seen, SeenStore};

/// A memory, and the clock that it goes by.
fn seen(capacity: usize, keep: u64) -> (Seen, Arc<AtomicU64>) {
    let now = Arc::new(AtomicU64::new(1_000));
    let clock = Arc::clone(&now);
    let seen = Seen::new(capacity, Duration::from_secs(keep)).clock(move || {
        SystemTime::UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed))
    });
    (seen, now)
}

#[test]
fn a_delivery_is_new_once() {
    let seen = Seen::default();
    assert!(seen.insert("a"));
    assert!(!seen.insert("a"));
    assert!(seen.insert("b"));
    assert!(seen.insert(""));
    assert!(!seen.insert(""));
    let long = "x".repeat(1 << 20);
    assert!(seen.insert(&long));
    assert!(!seen.insert(&long));
    assert!(seen.insert(&"x".repeat((1 << 20) - 1)));
}

#[test]
fn the_oldest_makes_room() {
    let (seen, _) = seen(2, 100);
    assert!(seen.insert("a") && seen.insert("b") && seen.insert("c"));
    assert!(!seen.insert("b") && !seen.insert("c"));
    assert!(seen.insert("a"));
    assert!(!seen.insert("c"));
    assert!(seen.insert("b"));
    let (one, _) = self::seen(0, 100);
    assert!(one.insert("a"));
    assert!(!one.insert("a"));
}

#[test]
fn a_delivery_is_forgotten_in_time() {
    let (seen, now) = seen(10, 100);
    assert!(seen.insert("a"));
    now.store(1_099, Ordering::Relaxed);
    assert!(!seen.insert("a") && seen.insert("b"));
    now.store(1_100, Ordering::Relaxed);
    assert!(seen.insert("a") && !seen.insert("b"));
    // A clock that was set back forgets nothing.
    now.store(0, Ordering::Relaxed);
    assert!(!seen.insert("a") && !seen.insert("b"));
}

#[test]
fn a_delivery_that_failed_is_new_again() {
    let (seen, now) = seen(2, 100);
    assert!(!seen.remove("a"));
    assert!(seen.insert("a"));
    assert!(seen.remove("a"));
    now.store(1_050, Ordering::Relaxed);
    assert!(seen.insert("a"));
    // The first time it was here is over, the second is not.
    now.store(1_100, Ordering::Relaxed);
    assert!(!seen.insert("a"));
    for _ in 0..1_000 {
        assert!(seen.remove("a") && seen.insert("a"));
    }
    assert!(!seen.insert("a"));
}

#[test]
fn what_is_forgotten_takes_no_room() {
    let (seen, _) = seen(3, 100);
    assert!(seen.insert("kept") && seen.insert("first"));
    // The last one, then one that others have come after.
    for _ in 0..3 {
        assert!(seen.insert("x") && seen.remove("x"));
    }
    assert!(seen.insert("x") && seen.remove("first"));
    assert!(seen.insert("y"));
    assert!(!seen.insert("kept") && !seen.insert("x") && !seen.insert("y"));
    // The oldest is still the one that goes.
    assert!(seen.insert("z"));
    assert!(!seen.insert("x") && seen.insert("kept"));
}

#[tokio::test]
async fn it_is_one_store_of_many() {
    let store: Arc<dyn SeenStore> = Arc::new(Seen::default());
    assert!(store.first_time("a").await.unwrap());
    assert!(!store.first_time("a").await.unwrap());
    store.forget("a").await.unwrap();
    assert!(store.first_time("a").await.unwrap());
}

#[test]
fn of_many_at_once_one_is_first() {
    let seen = Arc::new(Seen::default());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || {
                (0..500).filter(|id| seen.insert(&id.to_string())).count()
            })
        })
        .collect();
    let firsts: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(firsts, 500);
}
