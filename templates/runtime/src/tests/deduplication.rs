//! The deduplicator of webhook deliveries: capacity, lifetime, and use as a `DeduplicationStore`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::{DeduplicationStore, Deduplicator};

/// A deduplicator and the clock that it uses.
fn deduplicator(capacity: usize, keep: u64) -> (Deduplicator, Arc<AtomicU64>) {
    let now = Arc::new(AtomicU64::new(1_000));
    let clock = Arc::clone(&now);
    let deduplicator = Deduplicator::new(capacity, Duration::from_secs(keep))
        .clock(move || SystemTime::UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    (deduplicator, now)
}

#[test]
fn a_delivery_is_new_only_once() {
    let deduplicator = Deduplicator::default();
    assert!(deduplicator.insert("a"));
    assert!(!deduplicator.insert("a"));
    assert!(deduplicator.insert("b"));
    assert!(deduplicator.insert(""));
    assert!(!deduplicator.insert(""));
    let long = "x".repeat(1 << 20);
    assert!(deduplicator.insert(&long));
    assert!(!deduplicator.insert(&long));
    assert!(deduplicator.insert(&"x".repeat((1 << 20) - 1)));
}

#[test]
fn evicts_the_oldest_delivery_at_capacity() {
    let (deduplicator, _) = deduplicator(2, 100);
    assert!(deduplicator.insert("a") && deduplicator.insert("b") && deduplicator.insert("c"));
    assert!(!deduplicator.insert("b") && !deduplicator.insert("c"));
    assert!(deduplicator.insert("a"));
    assert!(!deduplicator.insert("c"));
    assert!(deduplicator.insert("b"));
    let (one, _) = self::deduplicator(0, 100);
    assert!(one.insert("a"));
    assert!(!one.insert("a"));
}

#[test]
fn forgets_a_delivery_after_its_lifetime() {
    let (deduplicator, now) = deduplicator(10, 100);
    assert!(deduplicator.insert("a"));
    now.store(1_099, Ordering::Relaxed);
    assert!(!deduplicator.insert("a") && deduplicator.insert("b"));
    now.store(1_100, Ordering::Relaxed);
    assert!(deduplicator.insert("a") && !deduplicator.insert("b"));
    // Setting the clock back does not expire anything.
    now.store(0, Ordering::Relaxed);
    assert!(!deduplicator.insert("a") && !deduplicator.insert("b"));
}

#[test]
fn a_removed_delivery_is_new_again() {
    let (deduplicator, now) = deduplicator(2, 100);
    assert!(!deduplicator.remove("a"));
    assert!(deduplicator.insert("a"));
    assert!(deduplicator.remove("a"));
    now.store(1_050, Ordering::Relaxed);
    assert!(deduplicator.insert("a"));
    // The lifetime of the first insertion has ended, that of the second has not.
    now.store(1_100, Ordering::Relaxed);
    assert!(!deduplicator.insert("a"));
    for _ in 0..1_000 {
        assert!(deduplicator.remove("a") && deduplicator.insert("a"));
    }
    assert!(!deduplicator.insert("a"));
}

#[test]
fn removed_deliveries_do_not_count_towards_the_capacity() {
    let (deduplicator, _) = deduplicator(3, 100);
    assert!(deduplicator.insert("kept") && deduplicator.insert("first"));
    // Removes the newest delivery, then an older one.
    for _ in 0..3 {
        assert!(deduplicator.insert("x") && deduplicator.remove("x"));
    }
    assert!(deduplicator.insert("x") && deduplicator.remove("first"));
    assert!(deduplicator.insert("y"));
    assert!(!deduplicator.insert("kept") && !deduplicator.insert("x") && !deduplicator.insert("y"));
    // The oldest is still evicted first.
    assert!(deduplicator.insert("z"));
    assert!(!deduplicator.insert("x") && deduplicator.insert("kept"));
}

#[tokio::test]
async fn implements_the_store_trait() {
    let store: Arc<dyn DeduplicationStore> = Arc::new(Deduplicator::default());
    assert!(store.record("a").await.unwrap());
    assert!(!store.record("a").await.unwrap());
    store.forget("a").await.unwrap();
    assert!(store.record("a").await.unwrap());
}

#[test]
fn one_of_several_concurrent_insertions_is_first() {
    let deduplicator = Arc::new(Deduplicator::default());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let deduplicator = Arc::clone(&deduplicator);
            std::thread::spawn(move || {
                (0..500)
                    .filter(|id| deduplicator.insert(&id.to_string()))
                    .count()
            })
        })
        .collect();
    let firsts: usize = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum();
    assert_eq!(firsts, 500);
}
