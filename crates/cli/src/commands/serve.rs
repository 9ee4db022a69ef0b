//! `kurabe serve`: the same answers in a browser.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use kurabe_query::Context;
use kurabe_render::Message;
use kurabe_render::sheet::Origin;
use kurabe_web::{Hosts, Limits, Shelf, router, serve};

use crate::fresh::Library;
use crate::session::Session;
use crate::stop::{Outcome, Stop};

/// How often it is looked whether the corpus has changed.
const EVERY: Duration = Duration::from_secs(5);

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples / 例:
  kurabe serve
  kurabe serve --port 8080 --address 0.0.0.0 --host kurabe.city.example.jp")]
pub(crate) struct Args {
    /// Port, 0 for any that is free / ポート（0 は空いているもの）
    #[arg(long, value_name = "N", default_value_t = 8047)]
    port: u16,

    /// Address to listen at: other machines reach only another one / 待ち受けるアドレス（既定はこの機械だけ）
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,

    /// Name the site has for its users / 利用者が使うホスト名
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

impl kurabe_web::Library for Library {
    fn context(&self) -> Context<'_> {
        self.context()
    }

    fn origins(&self) -> Vec<Origin> {
        self.origins()
    }
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library()?;
    let mut version = library.index.manifest().version();
    let shelf = Arc::new(Shelf::new(Arc::new(library)));
    let address = SocketAddr::new(args.address, args.port);
    let site = {
        let (shelf, session) = (Arc::clone(&shelf), &*session);
        move |address: SocketAddr| {
            session.say(&Message::Serving { address: format!("http://{address}/") });
            router(shelf, Hosts::of(address, &args.host), Limits::default())
        }
    };
    let unusable = |error: std::io::Error| {
        Stop::users(Message::Unreadable { path: address.to_string(), cause: error.to_string() })
    };
    let renew = || {
        // What cannot be opened now leaves the last one to answer.
        if let Ok(corpus) = session.open()
            && let Ok(library) = session.library_of(corpus)
            && library.index.manifest().version() != version
        {
            version = library.index.manifest().version();
            shelf.exchange(Arc::new(library));
        }
    };
    serve(address, site, EVERY, renew).map_err(unusable)?;
    Ok(Outcome::Found)
}
