// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/form.hpp"

#include <gtest/gtest.h>

#include "http/cookie.hpp"

namespace entente::http {
namespace {

Request sent_form(std::string body, std::string type = "application/x-www-form-urlencoded") {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

TEST(Form, ItsFieldsAreRead) {
  const auto fields =
      parse_form(sent_form("address=a%40b.example&password=caf%C3%A9+au+lait%26&password=second&empty="));
  ASSERT_TRUE(fields);
  EXPECT_EQ(value_of(*fields, "address"), "a@b.example");
  EXPECT_EQ(value_of(*fields, "password"), "café au lait&");
  EXPECT_EQ(value_of(*fields, "empty"), "");
  EXPECT_EQ(value_of(*fields, "absent"), "");
  EXPECT_TRUE(parse_form(sent_form("", "Application/X-WWW-Form-URLEncoded; charset=UTF-8")));
}

TEST(Form, WhatIsNoneIsRefused) {
  EXPECT_FALSE(parse_form(sent_form("a=1", "text/plain")));
  EXPECT_FALSE(parse_form(sent_form("a=1", "application/json")));
  EXPECT_FALSE(parse_form(sent_form("a=1", "")));
  EXPECT_FALSE(parse_form(sent_form("a=%ff")));
  EXPECT_FALSE(parse_form(sent_form("a=%00")));
  EXPECT_FALSE(parse_form(sent_form("a=%4")));
  EXPECT_FALSE(parse_form(sent_form("a=" + std::string(70'000, 'x'))));
  EXPECT_TRUE(parse_form(sent_form("a=" + std::string(70'000, 'x')), kMostLongFormBytes));
  EXPECT_FALSE(parse_form(sent_form("a=" + std::string(kMostLongFormBytes, 'x')), kMostLongFormBytes));
  std::string many;
  for (int i = 0; i < 300; ++i) many += "a=1&";
  EXPECT_FALSE(parse_form(sent_form(many)));
}

TEST(Form, OneThatIsTooLargeNamesWhatMakesItSo) {
  const auto fault = [](const std::string& body, std::size_t most) {
    try {
      check_form_size(sent_form(body), most);
    } catch (const FormTooLarge& e) {
      return e.field() + " " + std::to_string(e.bytes()) + " of " + std::to_string(e.most());
    }
    return std::string("none");
  };
  EXPECT_EQ(fault("key=a&text=" + std::string(20, 'x') + "&name=b", 31), "text 20 of 31");
  EXPECT_EQ(fault("key=a&text=" + std::string(20, 'x'), 31), "none");
  EXPECT_EQ(fault(std::string(40, 'x'), 31), std::string(40, 'x') + " 0 of 31") << "a name without a value";
  EXPECT_EQ(fault(std::string(40, '&'), 31), " 0 of 31");
  EXPECT_EQ(fault(std::string(200, 'x') + "=" + std::string(900, 'y'), 31),
            std::string(100, 'x') + " 900 of 31")
      << "the name is cut";
  EXPECT_NO_THROW(check_form_size(sent_form("a=" + std::string(99, 'x'), "text/plain"), 31));
}

TEST(Form, OneFromAnotherSiteIsKnown) {
  const auto from = [](std::vector<std::pair<std::string, std::string>> headers) {
    Request request;
    request.headers = std::move(headers);
    return is_from_own_page(request, "https://register.example");
  };
  EXPECT_TRUE(from({}));
  EXPECT_TRUE(from({{"origin", "https://register.example"}, {"sec-fetch-site", "same-origin"}}));
  EXPECT_FALSE(from({{"origin", "https://evil.example"}}));
  EXPECT_FALSE(from({{"origin", "https://register.example.evil.example"}}));
  EXPECT_FALSE(from({{"origin", "http://register.example"}}));
  EXPECT_FALSE(from({{"origin", "null"}}));
  EXPECT_FALSE(from({{"sec-fetch-site", "cross-site"}}));
  EXPECT_FALSE(from({{"sec-fetch-site", "same-site"}}));
}

TEST(Cookie, BelongsToThisHostAlone) {
  Response response;
  set_cookie(response, {.name = "entente", .value = "abc"});
  EXPECT_EQ(response.header("set-cookie"), "__Host-entente=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
  response = {};
  set_cookie(response,
             {.name = "entente", .value = "abc", .secure = false, .max_age = std::chrono::hours(1)});
  EXPECT_EQ(response.header("set-cookie"), "entente=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
  response = {};
  drop_cookie(response, "entente", true);
  EXPECT_EQ(response.header("set-cookie"),
            "__Host-entente=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(Cookie, IsFoundAmongOthers) {
  Request request;
  request.headers = {{"cookie", "a=1; __Host-entente=abc; entente=other"}, {"cookie", "b=2"}};
  EXPECT_EQ(cookie_of(request, "entente", true), "abc");
  EXPECT_EQ(cookie_of(request, "entente", false), "other") << "one without the beginning is another";
  EXPECT_EQ(cookie_of(request, "b", false), "2");
  EXPECT_EQ(cookie_of(request, "c", false), "");
  request.headers = {{"cookie", "entente=mine; entente=planted"}};
  EXPECT_EQ(cookie_of(request, "entente", false), "") << "one of the two is not ours";
  request.headers = {{"cookie", ";;=; entente"}};
  EXPECT_EQ(cookie_of(request, "entente", false), "");
}

TEST(Form, OfANameThatIsGivenTwiceTheFirstCounts) {
  EXPECT_EQ(value_of({{"of", "KE"}, {"of", "TZ"}}, "of"), "KE");
}

}  // namespace
}  // namespace entente::http
