//! Going out to the network: fetching addresses that people add, and calling webhooks.
//!
//! Whoever may add an address could otherwise have this machine ask others that only it can reach. So each name
//! is looked up once, only public addresses of it are connected to, and the same holds for every redirect.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// Bytes of a fetched page, unpacked.
const LONGEST: u64 = 16 << 20;
/// Redirects that are followed.
const REDIRECTS: u32 = 5;
/// How long fetching may take, all redirects included.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a webhook may take to answer.
const HOOK: Duration = Duration::from_secs(10);

/// What was fetched.
#[derive(Debug)]
pub struct Page {
    /// Where it was in the end.
    pub url: String,
    /// The charset that the transfer named.
    pub charset: Option<String>,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Names to public addresses.
#[derive(Debug, Default)]
struct Public(DefaultResolver);

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.0.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        all.iter().filter(|a: &&SocketAddr| is_public(a.ip())).for_each(|a| public.push(*a));
        if public.is_empty() {
            return Err(ureq::Error::Other("the address is not a public one".into()));
        }
        Ok(public)
    }
}

/// Whether an address is one of the open network: none of this machine, of private or link-local networks, of
/// documentation or of groups.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped().or_else(|| inner_v4(v6)) {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

/// The address inside one of 6to4, NAT64 or the old compatible form.
fn inner_v4(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = v6.segments();
    let of = |a: u16, b: u16| Some(Ipv4Addr::from((u32::from(a) << 16) | u32::from(b)));
    match s {
        [0x2002, a, b, ..] => of(a, b),
        [0x64, 0xff9b, 0, 0, 0, 0, a, b] => of(a, b),
        [0, 0, 0, 0, 0, 0, a, b] if a != 0 => of(a, b),
        _ => None,
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let closed = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !closed
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let first = ip.segments()[0];
    // What is in use lies in 2000::/3; of that, 2001:db8::/32 is for documentation and 2001::/32 hides others.
    (first & 0xe000) == 0x2000 && !(first == 0x2001 && matches!(ip.segments()[1], 0x0 | 0xdb8))
}

fn agent(private: bool, patience: Duration, redirects: u32) -> ureq::Agent {
    let config = Config::builder()
        .timeout_global(Some(patience))
        .max_redirects(redirects)
        .max_redirects_will_error(true)
        .http_status_as_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(concat!("hearsay/", env!("CARGO_PKG_VERSION")))
        .build();
    if private {
        ureq::Agent::with_parts(config, DefaultConnector::default(), DefaultResolver::default())
    } else {
        ureq::Agent::with_parts(config, DefaultConnector::default(), Public::default())
    }
}

/// Fetches a page. Blocks.
///
/// # Errors
/// Why it cannot be had, for people.
pub fn fetch(url: &str, private: bool) -> Result<Page, String> {
    let parsed = url::Url::parse(url).map_err(|e| format!("{url:?} is no address: {e}"))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
        return Err(format!("{url:?} is no address of a page: it begins with http:// or https://"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err("an address with a name and a password in it is not fetched".into());
    }
    let call = agent(private, PATIENCE, REDIRECTS).get(parsed.as_str()).call();
    let mut answer = call.map_err(|e| format!("{url} cannot be fetched: {e}"))?;
    if !answer.status().is_success() {
        return Err(format!("{url} cannot be fetched: the answer is {}", answer.status()));
    }
    let last = ureq::ResponseExt::get_uri(&answer).to_string();
    let charset = answer.body().charset().map(str::to_owned);
    let mut bytes = Vec::new();
    let mut reader = answer.body_mut().as_reader().take(LONGEST + 1);
    reader.read_to_end(&mut bytes).map_err(|e| format!("{url} cannot be fetched: {e}"))?;
    if bytes.len() as u64 > LONGEST {
        return Err(format!("{url} holds more than {} MiB", LONGEST >> 20));
    }
    Ok(Page { url: last, charset, bytes })
}

/// Sends JSON to a webhook with these headers; the status of the answer. Blocks. Follows no redirect.
///
/// # Errors
/// Why it could not be sent.
pub fn send(url: &str, headers: &[(&str, &str)], body: &str, private: bool) -> Result<u16, String> {
    let mut request = agent(private, HOOK, 0).post(url).header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send(body).map(|answer| answer.status().as_u16()).map_err(|e| e.to_string())
}

/// Sends a form, with a name and a password where there are any; the answer. Blocks. Follows no redirect, and may call
/// private networks: whoever starts the server chooses whom it calls.
///
/// # Errors
/// Why there is no answer, or that it is a refusal.
pub fn post_form(url: &str, form: &[(&str, &str)], secret: Option<(&str, &str)>) -> Result<Vec<u8>, String> {
    let mut request = agent(true, HOOK, 0).post(url).header("accept", "application/json");
    if let Some((name, password)) = secret {
        let coded = |t: &str| url::form_urlencoded::byte_serialize(t.as_bytes()).collect::<String>();
        let both = format!("{}:{}", coded(name), coded(password));
        request = request
            .header("authorization", format!("Basic {}", data_encoding::BASE64.encode(both.as_bytes())));
    }
    let mut answer = request.send_form(form.iter().copied()).map_err(|e| format!("{url}: {e}"))?;
    if !answer.status().is_success() {
        return Err(format!("{url}: the answer is {}", answer.status()));
    }
    answer.body_mut().with_config().limit(1 << 20).read_to_vec().map_err(|e| format!("{url}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_network_are_spoken_to() {
        for open in ["93.184.216.34", "2606:2800:220:1::1", "100.128.0.1", "::ffff:93.184.216.34"] {
            assert!(is_public(open.parse().unwrap()), "{open}");
        }
        for closed in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001:0:1::",
        ] {
            assert!(!is_public(closed.parse().unwrap()), "{closed}");
        }
    }

    /// Answers one request at a port of this machine, and says where.
    fn once(answer: &'static str) -> String {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1024];
            let _ = stream.read(&mut asked);
            let _ = std::io::Write::write_all(&mut stream, answer.as_bytes());
        });
        format!("http://{at}/")
    }

    #[test]
    fn this_machine_is_only_fetched_where_that_is_allowed() {
        const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
        let url = once(PAGE);
        assert!(fetch(&url, false).unwrap_err().contains("not a public one"));
        let page = fetch(&url, true).unwrap();
        assert_eq!((page.bytes.as_slice(), page.charset.as_deref()), (&b"hello"[..], Some("utf-8")));
        for bad in
            ["file:///etc/passwd", "ftp://paper.example/", "paper.example", "http://a:b@paper.example/"]
        {
            assert!(fetch(bad, true).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redirect_without_end_and_a_refusal_are_said() {
        let url = once("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assert!(fetch(&url, true).unwrap_err().contains("404"));
    }
}
