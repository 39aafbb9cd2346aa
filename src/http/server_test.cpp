// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "http/test_client.hpp"

namespace entente::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::RunningServer;

const std::string kLong(4000, 'a');

/// A small site: what it does is told by the path.
Response site(const Request& r) {
  if (r.path == "/echo") return text(200, r.method + " " + r.body, "text/plain");
  if (r.path == "/long") return text(200, kLong, "text/plain").set("ETag", "\"v1\"");
  if (r.path == "/fail") throw std::runtime_error("the handler's own fault");
  if (r.path == "/stream") {
    Response s;
    s.stream = [n = 0](std::string& piece) mutable {
      piece = std::string(static_cast<std::size_t>(++n), 'x');
      return n < 3;
    };
    return s;
  }
  if (r.path == "/broken-stream") {
    Response s;
    s.stream = [n = 0](std::string& piece) mutable {
      if (n++) throw std::runtime_error("lost");
      piece = "start";
      return true;
    };
    return s;
  }
  if (r.path == "/") return text(200, "hello", "text/plain");
  return text(404, "nothing here", "text/plain");
}

ServerOptions quick() {
  ServerOptions o;
  o.port = 0;
  o.header_timeout = o.body_timeout = 1s;
  return o;
}

std::string get(const std::string& path, const std::string& more = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}

/// What a server with these options answers to these bytes, up to the end of the connection or 5 s.
std::string exchange(const std::string& sent, ServerOptions options = quick()) {
  RunningServer server(std::move(options), site);
  Client client(server);
  client.send(sent);
  return client.read_all();
}

TEST(Server, AnswersAGet) {
  RunningServer server(quick(), site);
  Client client(server);
  const auto r = client.ask(get("/"));
  EXPECT_EQ(r.status, 200);
  EXPECT_EQ(r.body, "hello");
  EXPECT_TRUE(r.header("date").ends_with(" GMT"));
  EXPECT_EQ(r.header("x-request-id").size(), 16u);
  EXPECT_EQ(r.header("server"), "");
  EXPECT_EQ(client.ask(get("/elsewhere")).status, 404);
}

TEST(Server, HeadHasTheLengthAndNoBody) {
  RunningServer server(quick(), site);
  Client client(server);
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/"));
  EXPECT_NE(client.read_until("\r\n\r\n").find("Content-Length: 5"), std::string::npos);
  EXPECT_EQ(client.read_response().body, "hello");
}

TEST(Server, KeepsConnectionsAndCountsThem) {
  RunningServer server(quick(), site);
  Client client(server);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.ask(get("/")).status, 200);
  EXPECT_EQ(client.ask(get("/fail")).status, 500);
  const auto f = server->figures();
  EXPECT_EQ(f.connections, 1u);
  EXPECT_EQ(f.open_connections, 1u);
  EXPECT_EQ(f.requests, 4u);
  EXPECT_EQ(f.status[2], 3u);
  EXPECT_EQ(f.status[5], 1u);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  RunningServer server(quick(), site);
  Client client(server);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none" + get("/") + get("/stream"));
  EXPECT_EQ(client.read_response().body, "POST one");
  EXPECT_EQ(client.read_response().body, "hello");
  EXPECT_EQ(client.read_response().body, "xxxxxx");
}

TEST(Server, ReadsChunkedBodies) {
  RunningServer server(quick(), site);
  Client client(server);
  const auto r = client.ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\none\r\n5;x=y\r\n, two\r\n0\r\nHost: b\r\n\r\n");
  EXPECT_EQ(r.body, "POST one, two");
  EXPECT_EQ(client.ask(get("/")).status, 200);
}

TEST(Server, SaysContinueToThoseWhoWait) {
  RunningServer server(quick(), site);
  Client client(server);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_EQ(client.read_response().body, "POST ok");
}

TEST(Server, SpeaksHttp10) {
  EXPECT_TRUE(exchange("GET / HTTP/1.0\r\n\r\n").ends_with("Connection: close\r\n\r\nhello"));
  const auto streamed = exchange("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(streamed.ends_with("\r\n\r\nxxxxxx")) << streamed;
  RunningServer server(quick(), site);
  Client client(server);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("connection"),
              "keep-alive");
}

TEST(Server, StreamsInChunks) {
  const auto all = exchange(get("/stream", "Connection: close\r\n"));
  EXPECT_NE(all.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("\r\n\r\n1\r\nx\r\n2\r\nxx\r\n3\r\nxxx\r\n0\r\n\r\n")) << all;
}

TEST(Server, ABrokenStreamHasNoLastChunk) {
  EXPECT_TRUE(exchange(get("/broken-stream")).ends_with("\r\n\r\n5\r\nstart\r\n"));
}

TEST(Server, CompressesForThoseWhoAccept) {
  RunningServer server(quick(), site);
  Client client(server);
  const auto zipped = client.ask(get("/long", "Accept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_EQ(zipped.header("etag"), "W/\"v1\"");
  EXPECT_LT(zipped.body.size(), 200u);
  const auto plain = client.ask(get("/long"));
  EXPECT_EQ(plain.header("etag"), "\"v1\"");
  EXPECT_EQ(plain.body, kLong);
}

TEST(Server, RefusesWhatCannotBeRead) {
  const auto refused = [](const std::string& sent, int status) {
    const auto all = exchange(sent);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 " + std::to_string(status)))
        << sent.substr(0, 99) << "\n-> " << all;
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
  };
  refused("\x16\x03\x01\x02 garbage \xff\r\n\r\n", 400);
  refused("GET / HTTP/2.7\r\nHost: a\r\n\r\n", 400);
  refused("GET / HTTP/1.1\r\n\r\n", 400);
  refused("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
  refused(get("/%zz"), 400);
  refused(get("/", "Transfer-Encoding: gzip\r\n"), 501);
  refused("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501);
  // Two readers may see two requests here: one of them is smuggled.
  refused(get("/", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\nGET", 400);
  refused(get("/", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\nGET", 400);
  refused(get("/", "Content-Length: 5\r\nContent-Length: 5\r\n") + "12345", 400);
  refused(get("/", "Content-Length: 5\r\nContent-Length: 6\r\n") + "123456", 400);
  refused(get("/", "Transfer-Encoding: chunked\r\n") + "zz\r\n", 400);
  // A line before a chunk that does not end.
  refused(get("/", "Transfer-Encoding: chunked\r\n") + "5;" + std::string(100'000, 'x'), 400);
}

TEST(Server, HeavyRequestsHaveBoundsOfTheirOwn) {
  auto options = quick();
  options.max_body = 10;
  options.heavy = {
      {.are = [](const Request& r) { return r.path == "/heavy"; }, .max_body = 20, .max_in_hand = 1},
      {.are = [](const Request& r) { return r.path.starts_with("/he"); }, .max_body = 12, .max_in_hand = 1}};
  const auto post = [](const std::string& path, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  };
  RunningServer server(options, [](const Request& r) { return text(200, r.body, "text/plain"); });
  const std::string fifteen(15, 'x');
  EXPECT_EQ(Client(server).ask(post("/light", fifteen)).status, 413);
  EXPECT_EQ(Client(server).ask(post("/heavy", std::string(21, 'x'))).status, 413);
  EXPECT_TRUE(Client(server)
                  .ask("POST /heavy HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" +
                       fifteen + "\r\nf\r\n" + fifteen + "\r\n0\r\n\r\n")
                  .status == 413);
  Client slow(server);
  slow.send("POST /heavy HTTP/1.1\r\nHost: a\r\nContent-Length: 15\r\n\r\nxxx");
  // While its body is being read there is no room for another, but everything else is answered.
  Response second;
  for (int i = 0; i < 100 && second.status != 503; ++i) {
    second = Client(server).ask(post("/heavy", fifteen));
    if (second.status != 503) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(second.header("retry-after"), "1");
  EXPECT_EQ(Client(server).ask(post("/light", "0123456789")).body, "0123456789");
  // Those of another kind have a place of their own, and another bound.
  EXPECT_EQ(Client(server).ask(post("/hearty", "0123456789ab")).body, "0123456789ab");
  EXPECT_EQ(Client(server).ask(post("/hearty", fifteen)).status, 413);
  slow.send(std::string(12, 'y'));
  EXPECT_EQ(slow.read_response().body, "xxx" + std::string(12, 'y'));
  // Its place is free again, on the same connection too.
  EXPECT_EQ(slow.ask(post("/heavy", fifteen)).body, fifteen);
}

TEST(Server, RefusesWhatIsTooLong) {
  EXPECT_TRUE(exchange(get("/", "X: " + std::string(17 * 1024, 'x') + "\r\n")).starts_with("HTTP/1.1 431"));
  EXPECT_TRUE(exchange(get("/" + std::string(9 * 1024, 'x'))).starts_with("HTTP/1.1 414"));
  EXPECT_TRUE(exchange(get("/" + std::string(20 * 1024, 'x'))).starts_with("HTTP/1.1 414"));
  auto small = quick();
  small.max_body = 10;
  EXPECT_TRUE(
      exchange(get("/", "Content-Length: 11\r\n") + "12345678901", small).starts_with("HTTP/1.1 413"));
  EXPECT_TRUE(
      exchange(get("/", "Transfer-Encoding: chunked\r\n") + "8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n",
               small)
          .starts_with("HTTP/1.1 413"));
}

TEST(Server, CountsHeadersThatComeOneByOne) {
  RunningServer server(quick(), site);
  Client client(server);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
  for (int i = 0; i < 200; ++i) client.send("X: " + std::string(100, 'x') + "\r\n");
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 431"));
}

TEST(Server, GivesUpOnSlowClients) {
  RunningServer server(quick(), site);
  Client head(server), body(server), silent(server);
  head.send("GET / HTTP/1.1\r\nHo");
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
  EXPECT_TRUE(head.read_all().starts_with("HTTP/1.1 408"));
  EXPECT_TRUE(body.read_all().starts_with("HTTP/1.1 408"));
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_EQ(server->figures().timeouts, 3u);
}

TEST(Server, EndsIdleConnectionsWithoutAWord) {
  auto o = quick();
  o.idle_timeout = 1s;
  RunningServer server(o, site);
  Client client(server);
  EXPECT_EQ(client.ask(get("/")).status, 200);
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(server->figures().timeouts, 0u);
}

TEST(Server, GivesUpOnClientsThatDoNotRead) {
  auto o = quick();
  o.write_timeout = 1s;
  RunningServer server(o, [](const Request&) { return text(200, std::string(32 << 20, 'x'), "image/png"); });
  Client client(server);
  client.send(get("/"));
  for (int i = 0; i < 100 && server->figures().timeouts == 0; ++i) std::this_thread::sleep_for(100ms);
  EXPECT_EQ(server->figures().timeouts, 1u);
}

/// A handler that waits until it is let go.
struct Gate {
  std::counting_semaphore<> entered{0}, leave{0};
  Response operator()() {
    entered.release();
    leave.acquire();
    return text(200, "through", "text/plain");
  }
};

TEST(Server, StopLetsRunningRequestsFinish) {
  Gate gate;
  RunningServer server(quick(), [&](const Request& r) { return r.path == "/gate" ? gate() : site(r); });
  Client busy(server), idle(server);
  EXPECT_EQ(idle.ask(get("/")).status, 200);
  busy.send(get("/gate"));
  gate.entered.acquire();
  server->stop();
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_FALSE(server.has_ended());
  gate.leave.release();
  const auto all = busy.read_all();
  EXPECT_NE(all.find("Connection: close"), std::string::npos);
  EXPECT_TRUE(all.ends_with("through"));
  server.wait();
  EXPECT_EQ(server->figures().open_connections, 0u);
}

TEST(Server, StopWaitsNoLongerThanTheDrainTime) {
  Gate gate;
  auto o = quick();
  o.drain_timeout = 1s;
  RunningServer server(o, [&](const Request&) { return gate(); });
  Client client(server);
  client.send(get("/"));
  gate.entered.acquire();
  server->stop();
  server.wait();  // returns though the handler still runs
  EXPECT_EQ(client.read_all(), "");
  gate.leave.release();
}

TEST(Server, TurnsRequestsAwayWhenTheQueueIsFull) {
  Gate gate;
  auto o = quick();
  o.workers = 1;
  o.max_queued = 1;
  RunningServer server(o, [&](const Request&) { return gate(); });
  Client running(server), waiting(server), third(server);
  running.send(get("/"));
  gate.entered.acquire();
  waiting.send(get("/"));
  while (server->figures().requests < 2) std::this_thread::sleep_for(1ms);
  third.send(get("/"));
  const auto all = third.read_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 503")) << all;
  EXPECT_NE(all.find("Retry-After: 1"), std::string::npos);
  gate.leave.release(2);
  EXPECT_EQ(running.read_response().body, "through");
  EXPECT_EQ(waiting.read_response().body, "through");
  EXPECT_EQ(server->figures().refused, 1u);
}

TEST(Server, TurnsConnectionsAwayBeyondTheLimit) {
  auto o = quick();
  o.max_connections = 1;
  RunningServer server(o, site);
  Client first(server);
  EXPECT_EQ(first.ask(get("/")).status, 200);
  Client second(server);
  EXPECT_TRUE(second.read_all().starts_with("HTTP/1.1 503"));
  EXPECT_EQ(first.ask(get("/")).status, 200);
}

TEST(Server, ReportsEachAnswer) {
  std::promise<std::string> logged;
  auto o = quick();
  o.log = [&](const Request& q, const Response& a, std::chrono::microseconds took) {
    logged.set_value(q.method + " " + q.path + " " + std::to_string(a.status) +
                     (took.count() >= 0 ? " +" : " -"));
  };
  RunningServer server(o, site);
  Client client(server);
  client.ask(get("/"));
  EXPECT_EQ(logged.get_future().get(), "GET / 200 +");
}

TEST(Server, ServesManyAtOnce) {
  RunningServer server(quick(), site);
  std::vector<std::thread> clients;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&] {
      Client client(server);
      for (int n = 0; n < 50; ++n) right += client.ask(get(n % 2 ? "/stream" : "/")).status == 200;
    });
  for (auto& c : clients) c.join();
  EXPECT_EQ(right, 400);
}

TEST(Server, SaysThatAnAddressIsTaken) {
  RunningServer server(quick(), site);
  auto o = quick();
  o.port = server.port();
  try {
    Server second(o, site);
    FAIL() << "the port was taken twice";
  } catch (const base::Error& e) {
    EXPECT_EQ(e.thing(), "address " + server->listening());
    EXPECT_EQ(e.cause(), "is in use by another program");
    EXPECT_EQ(e.next(), "Stop that program or choose another with --listen.");
  }
}

TEST(Server, SaysThatAnAddressIsNotOurs) {
  auto o = quick();
  o.address = "203.0.113.1";
  EXPECT_THROW(Server(o, site), base::Error);
  o.address = "no.such.address";
  EXPECT_THROW(Server(o, site), base::Error);
}

TEST(Server, MayBeStoppedBeforeItRunsOrNeverRun) {
  Server server(quick(), site);
  EXPECT_TRUE(server.listening().starts_with("127.0.0.1:"));
  server.stop();
  server.run();
  const Server never(quick(), site);
  EXPECT_EQ(never.figures().connections, 0u);
}

}  // namespace
}  // namespace entente::http
