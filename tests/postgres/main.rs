//! The library of a team on a real server. `.ci/postgres` starts one and sets `SAYSO_TEST_POSTGRES` to its address,
//! `postgres://boss@127.0.0.1:PORT`; the roles `boss` (who may make databases), `ann`, `bob` and `eve` are there. Without
//! it these tests say that they are left out.
#![cfg(test)]
#![cfg(feature = "postgres")]

mod commands;
mod events;
mod failover;
mod imports;
mod people;
mod readers;
mod recall;
mod scale;
mod search;
mod server;
