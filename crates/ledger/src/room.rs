//! How much memory a writer may keep pages of the ledger in.

/// Of the memory that is free, an eighth, …
const SHARE: u64 = 8;
/// … this at least, in kilobytes, …
const LEAST: u64 = 64 << 10;
/// … and this at most: the indexes of some million claims.
const MOST: u64 = 1 << 20;
/// Where it is not known how much is free.
const UNKNOWN: u64 = 256 << 10;

/// Kilobytes for pages.
pub(crate) fn kilobytes() -> u64 {
    let machine = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let group = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| limit(&text));
    let free = machine.into_iter().chain(group).min();
    free.map_or(UNKNOWN, |free| (free / SHARE).clamp(LEAST, MOST))
}

/// What Linux says is free, in kilobytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|l| l.strip_prefix("MemAvailable:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What a container may have, in kilobytes: nothing where it may have all.
fn limit(max: &str) -> Option<u64> {
    Some(max.trim().parse::<u64>().ok()? >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_is_read_as_linux_writes_it() {
        let text = "MemTotal:       24684136 kB\nMemFree:          601216 kB\nMemAvailable:   23521416 kB\n";
        assert_eq!((available(text), available("")), (Some(23_521_416), None));
        assert_eq!((limit("536870912\n"), limit("max\n")), (Some(524_288), None));
    }

    #[test]
    fn there_is_room_on_any_machine() {
        assert!((LEAST..=MOST).contains(&kilobytes()));
    }
}
