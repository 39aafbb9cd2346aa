// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Requests that a proxy and a server could cut at different places (RFC 9112 section 11.2). What hides in
// them asks for /smuggled: no handler may ever see that.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

#include "http/server.hpp"
#include "http/test_client.hpp"

namespace entente::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::RunningServer;

const std::string kHidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

struct Seen {
  std::vector<std::string> paths;
  std::string answers;
  bool smuggled() const { return std::ranges::find(paths, "/smuggled") != paths.end(); }
};

/// Sends the bytes, ends its side, and reads to the end of the connection.
Seen exchange(const std::string& bytes) {
  Seen seen;
  std::mutex mutex;
  ServerOptions options;
  options.port = 0;
  options.header_timeout = options.body_timeout = 1s;
  options.idle_timeout = 1s;
  {
    RunningServer server(options, [&](const Request& r) {
      const std::scoped_lock lock(mutex);
      seen.paths.push_back(r.path);
      return text(200, "seen", "text/plain");
    });
    Client client(server);
    client.send(bytes);
    ::shutdown(client.socket(), SHUT_WR);
    seen.answers = client.read_all();
  }
  return seen;
}

std::string post(const std::string& fields) {
  return "POST /first HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

/// Is refused, with one answer, and nothing that follows is taken for a request.
void refused(const std::string& bytes) {
  const auto seen = exchange(bytes);
  SCOPED_TRACE(bytes);
  EXPECT_EQ(seen.paths, std::vector<std::string>{});
  ASSERT_TRUE(seen.answers.starts_with("HTTP/1.1 4") || seen.answers.starts_with("HTTP/1.1 501"))
      << seen.answers;
  EXPECT_EQ(seen.answers.find("HTTP/1.1 ", 1), std::string::npos) << seen.answers;
  EXPECT_NE(seen.answers.find("Connection: close\r\n"), std::string::npos);
}

// The control: what stands after a request by anybody's reading is seen.
TEST(Smuggling, TheNextRequestIsSeen) {
  EXPECT_TRUE(exchange(post("Content-Length: 3\r\n") + "abc" + kHidden).smuggled());
  EXPECT_TRUE(
      exchange(post("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n" + kHidden).smuggled());
}

TEST(Smuggling, ABodyIsNoRequest) {
  const auto size = std::to_string(kHidden.size());
  const auto counted = exchange(post("Content-Length: " + size + "\r\n") + kHidden);
  EXPECT_EQ(counted.paths, std::vector<std::string>{"/first"});
  char hex[8];
  std::snprintf(hex, sizeof hex, "%zx", kHidden.size());
  for (const std::string extension : {"", ";x=y", ";x=\"y\"", ";x"}) {
    const auto chunk = hex + extension + "\r\n" + kHidden + "\r\n0\r\n\r\n";
    EXPECT_EQ(exchange(post("Transfer-Encoding: chunked\r\n") + chunk).paths,
              std::vector<std::string>{"/first"})
        << extension;
  }
}

TEST(Smuggling, TwoWaysToEndABody) {
  for (const std::string coding :
       {"Transfer-Encoding: chunked", "transfer-encoding: Chunked", "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: chunked ", "Transfer-Encoding: xchunked", "Transfer-Encoding: identity",
        "Transfer-Encoding : chunked", "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: \x0b"
        "chunked",
        "X: y\n"
        "Transfer-Encoding: chunked",
        "X: y\r"
        "Transfer-Encoding: chunked",
        " Transfer-Encoding: chunked", "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding\n: chunked"}) {
    refused(post("Content-Length: 5\r\n" + coding + "\r\n") + "0\r\n\r\n" + kHidden);
    refused(post(coding + "\r\nContent-Length: 5\r\n") + "0\r\n\r\n" + kHidden);
  }
}

TEST(Smuggling, CodingsThatSomeDoNotKnow) {
  for (const std::string coding :
       {"Transfer-Encoding: xchunked", "Transfer-Encoding: x chunked", "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity", "Transfer-Encoding: ,chunked", "Transfer-Encoding:"})
    refused(post(coding + "\r\n") + "0\r\n\r\n" + kHidden);
  const std::string zero(1, '\0');
  refused(post("Transfer-Encoding: chunked" + zero + "\r\n") + "0\r\n\r\n" + kHidden);
  refused(post("Transfer-Encoding: " + zero + "chunked\r\n") + "0\r\n\r\n" + kHidden);
  refused("POST /first HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kHidden);
}

TEST(Smuggling, LengthsThatReadDifferently) {
  for (const std::string length : {"5, 5", "5,6", "+5", "-5", "0x5", "5 5", "5;", "\"5\"", "", "5.0", "5e0",
                                   "99999999999999999999", "18446744073709551621"})
    refused(post("Content-Length: " + length + "\r\n") + "12345" + kHidden);
  refused(post("Content-Length: 5\r\nContent-Length: 5\r\n") + "12345" + kHidden);
  refused(post("Content-Length: 5\r\nContent-Length: 0\r\n") + "12345" + kHidden);
  refused(post("Content-Length : 5\r\n") + "12345" + kHidden);
  refused(post("Content-Length:\r\n 5\r\n") + "12345" + kHidden);
}

TEST(Smuggling, LinesThatEndDifferently) {
  refused("GET /first HTTP/1.1\nHost: a\n\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\nX: y\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\r\nX: y\rZ: z\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\r\n\n" + kHidden);
  refused("GET /first HTTP/1.1\rHost: a\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n" + kHidden);  // folded (obs-fold)
  refused("GET /first HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\n Host: a\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n" + kHidden);
  refused("GET /first HTTP/1.1 \r\nHost: a\r\n\r\n" + kHidden);
  refused("GET  /first HTTP/1.1\r\nHost: a\r\n\r\n" + kHidden);
  refused("GET /first\r\n\r\n" + kHidden);
}

/// The head of these is well: /first must not be answered, nor what follows be seen.
TEST(Smuggling, ChunksThatEndDifferently) {
  for (const std::string body :
       {"0x3\r\nabc\r\n0\r\n\r\n", "+3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n", "\r\nabc\r\n0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n",
        "3;x\nabc\r\n0\r\n\r\n", "3;x=\ny\r\nabc\r\n0\r\n\r\n", "3\rabc\r\n0\r\n\r\n",
        "g\r\nabc\r\n0\r\n\r\n", "10000000000000003\r\nabc\r\n0\r\n\r\n", "3 3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\r\n0\n\n", "3\r\nabc\r\n0\r\nX: y\n\r\n", "3\r\nabc\r\n0\r\n\n"})
    refused(post("Transfer-Encoding: chunked\r\n") + body + kHidden);
}

}  // namespace
}  // namespace entente::http
