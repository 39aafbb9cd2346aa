// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/way_back.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

TEST(WayBack, IsTheAddressOfAPageOfOurs) {
  for (const std::string way :
       {"/fr", "/fr/", "/fr/desk/KE", "/zh/partnerships?q=%E5%86%9C%E4%B8%9A&goal=6", "/en/offer/a-b_c",
        "/ar/partnerships.csv?country=KE&country=TZ", "/en/%E5%86%9C", "/en/signatures", "/en/sign-ins",
        "/en/partnerships?q=a%2Fb%25", "/es/account"})
    EXPECT_EQ(own_way(way), way);
}

TEST(WayBack, IsNoneThatABrowserOrAProxyCouldReadOtherwise) {
  for (const std::string_view way : {"",
                                     "/",
                                     "fr/desk",
                                     "//evil.example",
                                     "/\\evil.example",
                                     "/fr//evil.example",
                                     "/fr/\\evil.example",
                                     "https://evil.example",
                                     "javascript:alert(1)",
                                     "/fr/%2f%2fevil.example",
                                     "/fr/%5cevil.example",
                                     "/fr/%255cevil.example",
                                     "/fr/../x",
                                     "/fr/%2e%2e/x",
                                     "/fr/./x",
                                     "/frevil",
                                     "/fr.example/",
                                     "/fr@x/",
                                     "/de/partnerships",
                                     "/fr/a\r\nSet-Cookie: x",
                                     "/fr/a%0d%0ax",
                                     "/fr/\ta",
                                     "/fr/ a",
                                     "/fr/<b>",
                                     "/fr/\"",
                                     "/fr/'>#x",
                                     "/fr/\xc3\xa9",
                                     "/fr/%",
                                     "/fr/%4",
                                     "/fr/%zz",
                                     "/assets/app.js",
                                     "/api/v1/account"})
    EXPECT_EQ(own_way(way), "") << way;
  EXPECT_EQ(own_way("/fr/" + std::string(1'000, 'a')), "") << "longer than any page of ours";
}

TEST(WayBack, LeadsToNoPageThatSignsInOrOutOrOpensOnce) {
  for (const std::string_view way : {"/fr/sign-in", "/fr/sign-in/code?to=%2Ffr", "/fr/sign-out", "/fr/link/x",
                                     "/fr/new-password", "/fr/register", "/fr/link"})
    EXPECT_EQ(own_way(way), "") << way;
}

TEST(WayBack, StandsInAddressesAsAParameter) {
  EXPECT_EQ(with_way_back("/sign-in", "/fr/desk/KE?a=1&b=2"),
            "/sign-in?to=%2Ffr%2Fdesk%2FKE%3Fa%3D1%26b%3D2");
  EXPECT_EQ(with_way_back("/sign-in?done=handed", "/fr/map"), "/sign-in?done=handed&to=%2Ffr%2Fmap");
  EXPECT_EQ(with_way_back("/sign-in", ""), "/sign-in");
  EXPECT_EQ(with_way_back("/sign-in", "/fr/account"), "/sign-in") << "where one goes anyway";
}

}  // namespace
}  // namespace entente::pages
