// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/error.hpp"

namespace entente::http {
namespace {

Handler says(std::string what) {
  return [what](const Request&, const Captures& c) {
    return text(200, what + std::string(c["id"]), "text/plain");
  };
}

Request to(std::string method, std::string path) {
  Request r;
  r.method = std::move(method);
  r.path = std::move(path);
  return r;
}

Router example() {
  Router router;
  router.add({{"GET", "/", "", says("home")},
              {"GET", "/things/{id}", "", says("thing ")},
              {"GET", "/things/new", "", says("form")},
              {"POST", "/things/new", "", says("made")},
              {"PUT", "/things/{id}", "", says("put ")},
              {"GET", "/{id}/things", "", says("language ")},
              {"GET", "/en/{id}", "", says("english ")}});
  return router;
}

TEST(Router, FindsLiteralAndCapture) {
  const auto router = example();
  EXPECT_EQ(router.handle(to("GET", "/")).body, "home");
  EXPECT_EQ(router.handle(to("GET", "/things/7 a")).body, "thing 7 a");
  EXPECT_EQ(router.handle(to("GET", "/things/new")).body, "form");
  EXPECT_EQ(router.handle(to("POST", "/things/new")).body, "made");
  EXPECT_EQ(router.routes().size(), 7u);
}

TEST(Router, PrefersTheLeftmostLiteral) {
  EXPECT_EQ(example().handle(to("GET", "/en/things")).body, "english things");
  EXPECT_EQ(example().handle(to("GET", "/fr/things")).body, "language fr");
}

TEST(Router, LooksPastALiteralOfAnotherMethod) {
  EXPECT_EQ(example().handle(to("PUT", "/things/new")).body, "put new");
}

TEST(Router, GetAnswersHead) {
  EXPECT_EQ(example().handle(to("HEAD", "/things/7")).body, "thing 7");
}

TEST(Router, NamesTheAllowedMethods) {
  const auto r = example().handle(to("DELETE", "/things/new"));
  EXPECT_EQ(r.status, 405);
  EXPECT_EQ(r.header("allow"), "GET, HEAD, POST, PUT");
}

TEST(Router, TheLastSegmentMayCaptureTheRest) {
  auto router = example();
  router.add(
      {{"GET", "/tiles/{id...}", "", says("rest ")}, {"GET", "/tiles/{id}/whole", "", says("whole ")}});
  EXPECT_EQ(router.handle(to("GET", "/tiles/0")).body, "rest 0");
  EXPECT_EQ(router.handle(to("GET", "/tiles/0/x001/067.p/3")).body, "rest 0/x001/067.p/3");
  EXPECT_EQ(router.handle(to("GET", "/tiles/0//1/")).body, "rest 0//1/") << "as it is";
  EXPECT_EQ(router.handle(to("GET", "/tiles/0/whole")).body, "whole 0");
  EXPECT_EQ(router.handle(to("GET", "/tiles")).status, 404);
  EXPECT_EQ(router.handle(to("GET", "/tiles/")).status, 404);
  EXPECT_EQ(router.handle(to("POST", "/tiles/0/1")).status, 405);
  EXPECT_THROW(router.add({{"GET", "/more/{id...}/x", "", says("")}}), base::Error);
  EXPECT_THROW(router.add({{"GET", "/tiles/{other...}", "", says("")}}), base::Error) << "is there twice";
}

TEST(Router, UnknownPathsGoToNotFound) {
  auto router = example();
  for (const char* path : {"/nothing", "/things/", "/things/7/", "//", "/things/7/8"})
    EXPECT_EQ(router.handle(to("GET", path)).status, 404) << path;
  router.on_not_found(
      [](const Request& r, const Captures&) { return text(404, "no " + r.path, "text/plain"); });
  EXPECT_EQ(router.handle(to("GET", "/nothing")).body, "no /nothing");
}

TEST(Router, ExceptionsGoToOnError) {
  Router router;
  router.add({{"GET", "/", "",
               [](const Request&, const Captures&) -> Response { throw std::runtime_error("oh"); }}});
  EXPECT_THROW(router.handle(to("GET", "/")), std::runtime_error);
  router.on_error([](const Request&, std::exception_ptr e) {
    try {
      std::rethrow_exception(e);
    } catch (const std::runtime_error& why) {
      return text(500, why.what(), "text/plain");
    }
  });
  EXPECT_EQ(router.handle(to("GET", "/")).body, "oh");
}

TEST(Router, RefusesPatternsThatCannotWork) {
  auto router = example();
  EXPECT_THROW(router.add({{"GET", "things", "", says("")}}), base::Error);
  EXPECT_THROW(router.add({{"GET", "/a/{id}.csv", "", says("")}}), base::Error);
  EXPECT_THROW(router.add({{"GET", "/a/{}", "", says("")}}), base::Error);
  EXPECT_THROW(router.add({{"GET", "/things/{other}", "", says("")}}), base::Error);
}

}  // namespace
}  // namespace entente::http
