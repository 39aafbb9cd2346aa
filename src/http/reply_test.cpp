// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/reply.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace entente::http {
namespace {

Request accepting(std::string accept_encoding = "gzip") {
  Request r;
  r.method = "GET";
  r.path = "/";
  r.id = "0123";
  r.headers = {{"accept-encoding", std::move(accept_encoding)}};
  return r;
}

Response answered(const Request& request, Response response) {
  return answer([&](const Request&) { return response; }, request);
}

const std::string kLongBody(2000, 'a');

std::string head_of(const Request& request, const Response& response, Delivery delivery = {}) {
  return render_head(request, response, delivery, std::chrono::system_clock::from_time_t(1'795'493'106));
}

TEST(Gzip, IsNegotiated) {
  for (const char* yes :
       {"gzip", "deflate, GZIP;q=0.5", "*", "br, x-gzip", "gzip;q=1.0, *;q=0", "gzip ; q=0.001"})
    EXPECT_TRUE(accepts_coding(yes, "gzip")) << yes;
  for (const char* no : {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "identity", "gzip;q=0, *"})
    EXPECT_FALSE(accepts_coding(no, "gzip")) << no;
}

TEST(Gzip, CompressesTextLikeBodies) {
  for (const char* type :
       {"text/html; charset=utf-8", "application/json", "image/svg+xml", "application/geo+json",
        "application/atom+xml", "Application/XML", "application/javascript"}) {
    const auto r = answered(accepting(), text(200, kLongBody, type));
    EXPECT_EQ(r.header("content-encoding"), "gzip") << type;
    EXPECT_EQ(r.header("vary"), "Accept-Encoding") << type;
    EXPECT_LT(r.body.size(), 200u);
    EXPECT_TRUE(r.body.starts_with("\x1f\x8b"));
  }
}

TEST(Gzip, LeavesTheRestAlone) {
  EXPECT_EQ(answered(accepting(), text(200, kLongBody, "image/png")).body, kLongBody);
  EXPECT_EQ(answered(accepting(), text(200, "short", "text/plain")).body, "short");
  EXPECT_EQ(answered(accepting(), text(206, kLongBody, "text/plain")).body, kLongBody);
  auto encoded = text(200, kLongBody, "text/plain");
  encoded.set("Content-Encoding", "br");
  EXPECT_EQ(answered(accepting(), encoded).body, kLongBody);
  const auto plain = answered(accepting("gzip;q=0"), text(200, kLongBody, "text/plain"));
  EXPECT_EQ(plain.body, kLongBody);
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
}

TEST(Gzip, KeepsVaryAndWeakensTheEntityTag) {
  auto page = text(200, kLongBody, "text/html");
  page.set("Vary", "Cookie").set("ETag", "\"v1\"");
  const auto r = answered(accepting(), page);
  EXPECT_EQ(r.header("vary"), "Cookie, Accept-Encoding");
  EXPECT_EQ(r.header("etag"), "W/\"v1\"");
  EXPECT_EQ(answered(accepting(""), page).header("etag"), "\"v1\"");
}

TEST(Answer, TurnsFailuresIntoA500) {
  const auto thrown =
      answer([](const Request&) -> Response { throw std::runtime_error("secret"); }, accepting());
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("secret"), std::string::npos);
  EXPECT_NE(thrown.body.find("0123"), std::string::npos);
  EXPECT_EQ(answer([](const Request&) -> Response { throw 7; }, accepting()).status, 500);
  EXPECT_EQ(answered(accepting(), text(99, "", "text/plain")).status, 500);
}

TEST(Answer, RefusesHeadersWithLineBreaks) {
  EXPECT_EQ(answered(accepting(), redirect(303, "/\r\nSet-Cookie: a=b")).status, 500);
  auto named = text(200, "", "text/plain");
  named.set("X: y\r\nZ", "1");
  EXPECT_EQ(answered(accepting(), named).status, 500);
}

TEST(Answer, AStreamThatFailsAtItsStartIsA500) {
  Response r;
  r.stream = [](std::string&) -> bool { throw std::runtime_error("no rows"); };
  EXPECT_EQ(answered(accepting(), r).status, 500);
}

TEST(Answer, AStreamGivesItsPiecesInOrder) {
  Response counting;
  counting.stream = [n = 0](std::string& piece) mutable {
    piece = std::to_string(++n);
    return n < 3;
  };
  auto r = answered(accepting(), counting);
  std::string all, piece;
  bool more = true;
  while (more) {
    piece.clear();
    more = r.stream(piece);
    all += piece;
  }
  EXPECT_EQ(all, "123");
  EXPECT_FALSE(r.stream(piece));
}

TEST(RenderHead, WritesOurHeadersItself) {
  auto r = text(200, "hello", "text/plain");
  r.set("Date", "never").set("Content-Length", "999").set("Connection", "upgrade");
  EXPECT_EQ(head_of(accepting(), r),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: Tue, 24 Nov 2026 04:05:06 GMT\r\n"
            "X-Request-Id: 0123\r\nContent-Length: 5\r\n\r\n");
}

TEST(RenderHead, SaysHowTheBodyEnds) {
  const auto has = [](const std::string& head, std::string_view what) {
    return head.find(what) != head.npos;
  };
  Response streamed;
  streamed.stream = [](std::string&) { return false; };
  EXPECT_TRUE(has(head_of(accepting(), streamed), "Transfer-Encoding: chunked\r\n"));
  EXPECT_FALSE(has(head_of(accepting(), streamed, {false, false}), "Transfer-Encoding"));
  EXPECT_TRUE(has(head_of(accepting(), streamed, {false, false}), "Connection: close\r\n"));
  EXPECT_TRUE(has(head_of(accepting(), text(200, "", ""), {false, true}), "Connection: keep-alive\r\n"));
  Response unchanged;
  unchanged.status = 304;
  EXPECT_FALSE(has(head_of(accepting(), unchanged), "Content-Length"));
  auto head = accepting();
  head.method = "HEAD";
  Response sized;
  sized.set("Content-Length", "12345");
  EXPECT_TRUE(has(head_of(head, sized), "Content-Length: 12345\r\n"));
  EXPECT_FALSE(has_body(head, sized));
}

}  // namespace
}  // namespace entente::http
