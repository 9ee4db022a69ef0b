//! `kurabe serve`: the same answers in a browser.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use kurabe_render::Message;
use kurabe_web::{Hosts, Limits, router, serve};

use crate::session::Session;
use crate::shelved::{EVERY, shelved};
use crate::stop::{Outcome, Stop};

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

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let library = session.library_with_meaning()?;
    session.warm();
    let session = &*session;
    let (shelf, renew) = shelved(library, session);
    let address = SocketAddr::new(args.address, args.port);
    let site = |address: SocketAddr| {
        session.say(&Message::Serving { address: format!("http://{address}/") });
        router(shelf, Hosts::of(address, &args.host), Limits::default())
    };
    let unusable = |error: std::io::Error| {
        Stop::users(Message::Unreadable { path: address.to_string(), cause: error.to_string() })
    };
    serve(address, site, EVERY, renew).map_err(unusable)?;
    Ok(Outcome::Found)
}
