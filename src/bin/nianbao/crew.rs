//! Work on all cores, its results in the order of what is worked on.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// No more than so many results a worker wait for an earlier one that takes long.
const AHEAD: usize = 16;
/// Readers of deep documents need as much as the main thread has.
const STACK: usize = 16 << 20;

/// What the workers share.
struct Queue {
    state: Mutex<State>,
    moved: Condvar,
    /// How many items may be begun before the first of them is told.
    window: usize,
    count: usize,
}

#[derive(Default)]
struct State {
    /// The next item to begin.
    next: usize,
    /// How many results have been told.
    told: usize,
    ended: bool,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on, once there is room for its result.
    fn take(&self) -> Option<usize> {
        let full =
            |state: &mut State| !state.ended && state.next < self.count && state.next >= state.told + self.window;
        let mut state = self.moved.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        (!state.ended && state.next < self.count).then(|| {
            state.next += 1;
            state.next - 1
        })
    }

    fn tell(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.moved.notify_all();
    }
}

/// Does `work` on every one of `items`, on all cores, and gives the results to `each` in order, as they come. Results
/// that wait for an earlier one are few. Ends with the first error of `each`.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let workers = available_parallelism().map_or(1, NonZero::get).min(items.len());
    let queue = Queue { state: Mutex::default(), moved: Condvar::new(), window: workers * AHEAD, count: items.len() };
    let (sender, results) = channel();
    scope(|threads| {
        let (queue, work) = (&queue, &work);
        for worker in 0..workers {
            let sender = sender.clone();
            let run = move || {
                while let Some(at) = queue.take() {
                    if sender.send((at, work(&items[at]))).is_err() {
                        break;
                    }
                }
            };
            // Where the system gives no more threads, those that run do the work.
            if let Err(error) = Builder::new().stack_size(STACK).spawn_scoped(threads, run) {
                if worker == 0 {
                    return Err(error);
                }
                break;
            }
        }
        drop(sender);
        let mut waiting: VecDeque<Option<R>> = VecDeque::new();
        let mut told = 0;
        for (at, result) in &results {
            if waiting.len() <= at - told {
                waiting.resize_with(at - told + 1, || None);
            }
            waiting[at - told] = Some(result);
            while let Some(Some(_)) = waiting.front() {
                let result = waiting.pop_front().flatten();
                told += 1;
                queue.tell(|state| state.told = told);
                if let Some(result) = result
                    && let Err(error) = each(result)
                {
                    queue.tell(|state| state.ended = true);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

thread_local! {
    /// Whether this thread is in [`guarded`] work, and what its panic said.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}
static HOOK: Once = Once::new();

/// What `work` gives; where it panics, a sentence for the user, which also says where in the program that was.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| match GUARDED.get() {
            true => SAID.set(panic.to_string()),
            false => usual(panic),
        }));
    });
    let within = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(within);
    done.map_err(|_| {
        let said = SAID.take().replace('\n', " ");
        format!("核对这份文件时程序出错，已经跳过；请另存为别的格式再试，并把出错信息告诉我们：{said}。")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_and_few_wait() {
        let items: Vec<usize> = (0..2_000).collect();
        let (begun, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most_ahead = AtomicUsize::new(0);
        let work = |&item: &usize| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - told.load(Ordering::SeqCst);
            most_ahead.fetch_max(ahead, Ordering::SeqCst);
            if item == 0 {
                std::thread::sleep(Duration::from_millis(100));
            }
            item
        };
        let mut seen = Vec::new();
        let each = |item| {
            seen.push(item);
            told.store(seen.len(), Ordering::SeqCst);
            Ok(())
        };
        in_order(&items, work, each).expect("no error");
        assert_eq!(seen, items);
        let workers = available_parallelism().map_or(1, NonZero::get);
        assert!(most_ahead.into_inner() <= workers * AHEAD + 1);
        in_order(&[] as &[usize], |&item| item, |_| Ok(())).expect("nothing to do");
    }

    #[test]
    fn an_error_ends_it() {
        let items: Vec<usize> = (0..2_000).collect();
        let done = AtomicUsize::new(0);
        let work = |&item: &usize| {
            done.fetch_add(1, Ordering::SeqCst);
            item
        };
        let result =
            in_order(&items, work, |item| if item == 3 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) });
        assert_eq!(result.expect_err("the error").kind(), io::ErrorKind::BrokenPipe);
        assert!(done.into_inner() < 1_000);
    }

    #[test]
    fn a_panic_is_told_as_a_sentence() {
        let work = |&item: &usize| guarded(|| if item == 1 { panic!("位置 {item}") } else { item });
        let mut results = Vec::new();
        in_order(&[0, 1, 2], work, |result| {
            results.push(result);
            Ok(())
        })
        .expect("no error");
        assert_eq!((&results[0], &results[2]), (&Ok(0), &Ok(2)));
        assert!(results[1].as_ref().is_err_and(|sentence| sentence.contains("位置 1")));
    }
}
