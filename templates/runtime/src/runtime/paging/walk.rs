//! Decides after each page whether the list goes on.
//!
//! A list is complete when the response says that no page follows, or when the total is reached. If
//! a response has neither, a page that is not full or is empty is the last. If the facts contradict
//! each other, one more request is made, and if it brings nothing new, the list is incomplete.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::runtime::paging::incomplete::Reason;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::{NextPage, Page};

/// What a response says about its page and the list.
#[derive(Debug, Clone)]
pub struct PageFacts {
    /// The number of items on the page.
    pub(crate) count: i64,
    /// The number of the page.
    pub(crate) number: Option<i64>,
    /// The number of items on a full page.
    pub(crate) size: Option<i64>,
    /// The number of items on all pages.
    pub(crate) total: Option<i64>,
    pub(crate) next: NextPage,
}

impl PageFacts {
    pub(crate) fn of<T: Page>(page: &T) -> Self {
        Self {
            count: i64::try_from(page.items().len()).unwrap_or(i64::MAX),
            number: page.number(),
            size: page.size(),
            total: page.total(),
            next: page.next_page(),
        }
    }
}

/// What is known about the list after the pages so far.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The total of the first response.
    pub(crate) total: Option<i64>,
    last: Option<LastPage>,
    /// The least and greatest number of items before the first page of the walk, if known.
    before: Option<(i64, i64)>,
    received: i64,
    /// What the responses say about the page that is requested.
    expected: Expected,
    /// Whether the current request is the additional one after a contradiction.
    requested_again: bool,
}

#[derive(Debug)]
struct LastPage {
    position: Option<String>,
    number: Option<i64>,
    digest: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Expected {
    /// Nothing says whether the page exists.
    #[default]
    Unknown,
    /// A response says that the page exists.
    Yes,
    /// The total is reached, so the page may be empty.
    Optional,
}

/// What to do after a response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Return the page, and go on at this position, if any.
    Page(Option<Option<String>>),
    /// Discard the page, and request this position.
    Again(Option<String>),
    /// Discard the page: the list is complete.
    End,
    /// Discard the page if it is not new: the list is incomplete.
    Incomplete { reason: Reason, is_new: bool },
}

impl Walk {
    /// Processes the response to the request of `position`.
    pub(crate) fn step(
        &mut self,
        method: &dyn PagingMethod,
        position: Option<&str>,
        facts: &PageFacts,
        body: &[u8],
    ) -> Step {
        let digest = digest(body);
        let is_first = self.last.is_none();
        let repeats = self.last.as_ref().is_some_and(|last| {
            let is_same = match (facts.number, last.number) {
                (Some(number), Some(last)) => number <= last,
                _ => last.digest == digest,
            };
            is_same || last.position.as_deref() == position
        });
        if is_first {
            self.total = facts.total;
            self.before = items_before(method, position, facts);
        } else if repeats || facts.count == 0 {
            return self.without_progress(method, position, facts, repeats);
        }
        self.received = self.received.saturating_add(facts.count);
        if is_first && facts.count == 0 && self.is_total_missed(facts) {
            let reason = self.missing_items(facts);
            return self.request_again(position.map(str::to_owned), reason);
        }
        self.last = Some(LastPage {
            position: position.map(str::to_owned),
            number: facts.number,
            digest,
        });
        self.requested_again = false;
        self.after_new_page(method, position, facts)
    }

    fn after_new_page(
        &mut self,
        method: &dyn PagingMethod,
        position: Option<&str>,
        facts: &PageFacts,
    ) -> Step {
        let missed = self.is_total_missed(facts);
        let reached = self.is_total_reached(facts);
        self.expected = match facts.next {
            NextPage::None if !missed => return Step::Page(None),
            // The total contradicts it: the next request is the additional one.
            NextPage::None => {
                self.requested_again = true;
                Expected::Yes
            }
            NextPage::Follows | NextPage::At(_) if reached => Expected::Optional,
            NextPage::Follows | NextPage::At(_) => Expected::Yes,
            NextPage::Unknown if reached || self.is_last_by_size(facts, missed) => {
                return Step::Page(None);
            }
            NextPage::Unknown if missed => Expected::Yes,
            NextPage::Unknown => Expected::Unknown,
        };
        match method.following(position, facts) {
            Some(next) => Step::Page(Some(Some(next))),
            None if self.expected != Expected::Yes => Step::Page(None),
            // A cursor that is missing may be in another response to the same request.
            None if facts.next == NextPage::None => Step::Page(Some(position.map(str::to_owned))),
            None => Step::Incomplete {
                reason: Reason::NoPosition,
                is_new: true,
            },
        }
    }

    /// Processes a page that is empty or was received before.
    fn without_progress(
        &mut self,
        method: &dyn PagingMethod,
        position: Option<&str>,
        facts: &PageFacts,
        repeats: bool,
    ) -> Step {
        let following = method.following(position, facts);
        // Cursors can lead through empty pages.
        let advances = facts.next.location().is_some() && following.as_deref() != position;
        if advances && (!repeats || self.requested_again) {
            self.requested_again = false;
            return following.map_or(Step::End, |next| Step::Again(Some(next)));
        }
        let announces = matches!(facts.next, NextPage::Follows | NextPage::At(_));
        let is_end = match self.expected {
            Expected::Optional => true,
            Expected::Unknown => !repeats && !announces,
            // The list has become shorter.
            Expected::Yes => !announces && self.is_total_reached(facts),
        };
        if is_end {
            return Step::End;
        }
        let reason = match repeats {
            true => Reason::RepeatedPage,
            false if announces => Reason::EmptyPage,
            false => self.missing_items(facts),
        };
        // An empty page that announces another is skipped.
        let next = if announces && !repeats {
            following
        } else {
            None
        };
        self.request_again(next.or_else(|| position.map(str::to_owned)), reason)
    }

    fn request_again(&mut self, position: Option<String>, reason: Reason) -> Step {
        if std::mem::replace(&mut self.requested_again, true) {
            return Step::Incomplete {
                reason,
                is_new: false,
            };
        }
        Step::Again(position)
    }

    /// Starts again after an error, without forgetting what was received.
    pub(crate) fn resume(&mut self) {
        self.requested_again = false;
    }

    /// The total, unless fewer items than were received already.
    fn known_total(&self, facts: &PageFacts) -> Option<i64> {
        facts.total.filter(|total| *total >= self.received)
    }

    fn least_received(&self) -> i64 {
        let before = self.before.map_or(0, |(least, _)| least);
        before.saturating_add(self.received)
    }

    fn is_total_reached(&self, facts: &PageFacts) -> bool {
        let total = self.known_total(facts);
        total.is_some_and(|total| self.least_received() >= total)
    }

    fn missing_items(&self, facts: &PageFacts) -> Reason {
        match self.known_total(facts) {
            Some(total) => Reason::TotalNotReached {
                total,
                received: self.least_received(),
            },
            None => Reason::EmptyPage,
        }
    }

    /// Whether a page is the last because it is empty or, if there is no total, not full.
    fn is_last_by_size(&self, facts: &PageFacts, total_missed: bool) -> bool {
        let size = facts.size.filter(|size| *size > 0);
        let is_short = size.is_some_and(|size| facts.count < size);
        !total_missed && (facts.count == 0 || (is_short && self.known_total(facts).is_none()))
    }

    /// Whether the total certainly exceeds the items so far.
    fn is_total_missed(&self, facts: &PageFacts) -> bool {
        let (Some(total), Some((_, most))) = (self.known_total(facts), self.before) else {
            return false;
        };
        most.saturating_add(self.received) < total
    }
}

/// The least and greatest number of items before the first page of a walk: if the server has a
/// lower maximum size than it states, the pages before have as many items as this one.
fn items_before(
    method: &dyn PagingMethod,
    position: Option<&str>,
    facts: &PageFacts,
) -> Option<(i64, i64)> {
    let stated = facts.size.filter(|size| *size > 0);
    let most = stated.map_or(facts.count, |size| size.max(facts.count));
    let least = if facts.count > 0 { facts.count } else { most };
    let before = |size| method.items_before(position, size);
    // A page beyond the end says nothing about the pages before it.
    if most == 0 && before(1) != Some(0) {
        return None;
    }
    Some((before(least)?, before(most)?))
}

fn digest(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}
