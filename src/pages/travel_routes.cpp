// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/travel_routes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "http/message.hpp"

namespace entente::pages {

namespace {

// Left out is what somebody is told or does today: feeds, calendars, frames for other sites, forms, accounts.
constexpr std::array kRoutes = {
    TravelRoute{"/{lang}", true},
    TravelRoute{"/{lang}/", true},
    TravelRoute{"/{lang}/about", true},
    TravelRoute{"/{lang}/partnerships", true},
    TravelRoute{"/{lang}/partnerships.csv", true},
    TravelRoute{"/{lang}/partnerships.xml", true},
    TravelRoute{"/{lang}/goals", true},
    TravelRoute{"/{lang}/goals.csv", true},
    TravelRoute{"/{lang}/goals/{code}", true},
    TravelRoute{"/{lang}/countries", true},
    TravelRoute{"/{lang}/countries/{code}", true},
    TravelRoute{"/{lang}/countries/{code}/published/{id}", true},
    TravelRoute{"/{lang}/fields", true},
    TravelRoute{"/{lang}/fields/{code}", true},
    TravelRoute{"/{lang}/map", true},
    TravelRoute{"/{lang}/map.csv", true},
    TravelRoute{"/{lang}/compare", true},
    TravelRoute{"/{lang}/named", true},
    TravelRoute{"/{lang}/capacity", true},
    TravelRoute{"/{lang}/reports", true},
    TravelRoute{"/{lang}/reports/{id}", false},
    TravelRoute{"/{lang}/organisations", true},
    TravelRoute{"/{lang}/organisations/{id}", true},
    TravelRoute{"/{lang}/organisations/{id}/partners.csv", true},
    TravelRoute{"/{lang}/organisations/{id}/budgets.csv", true},
    TravelRoute{"/{lang}/organisations/{id}/revisions", true},
    TravelRoute{"/{lang}/partnerships/{id}", false},
    TravelRoute{"/{lang}/partnerships/{id}/revisions", false},
    TravelRoute{"/{lang}/partnerships/{id}/parties", false},
    TravelRoute{"/{lang}/partnerships/{id}/governance", false},
    TravelRoute{"/{lang}/partnerships/{id}/parties.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/commitments.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/deliveries.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/money.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/results.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/agreements.csv", false},
    TravelRoute{"/{lang}/partnerships/{id}/principles", false},
    TravelRoute{"/{lang}/partnerships/{id}/principles.csv", false},
    TravelRoute{"/{lang}/agreements/{id}", false},
    TravelRoute{"/{lang}/agreements/{id}/differences", false},
    TravelRoute{"/api/v1/partnerships", true},
    TravelRoute{"/api/v1/partnerships/{id}", false},
    TravelRoute{"/api/v1/partnerships/{id}/iati", false},
    TravelRoute{"/api/v1/partnerships/{id}/agreements", false},
    TravelRoute{"/api/v1/partnerships/{id}/principles", false},
    TravelRoute{"/api/v1/agreements/{id}", false},
    TravelRoute{"/api/v1/agreements/{id}/versions/{version}", false},
    TravelRoute{"/api/v1/organisations", true},
    TravelRoute{"/api/v1/organisations/{id}", true},
    TravelRoute{"/api/v1/goals/{code}", true},
    TravelRoute{"/api/v1/countries/{code}", true},
    TravelRoute{"/api/v1/countries/{code}/published/{id}", true},
    TravelRoute{"/api/v1/capacity", true},
    TravelRoute{"/api/v1/register", true},
};

/// Takes the next segment off a path that begins with "/".
std::string_view take_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

bool is_of(std::string_view path, std::string_view pattern) {
  while (!path.empty() && !pattern.empty()) {
    const auto segment = take_segment(path), wanted = take_segment(pattern);
    const bool fits = wanted == "{lang}"        ? base::is_language(segment)
                      : wanted == "{id}"        ? segment.size() == 36  // "new" and the like are none
                      : wanted.starts_with('{') ? !segment.empty()
                                                : segment == wanted;
    if (!fits) return false;
  }
  return path.empty() && pattern.empty();
}

}  // namespace

std::span<const TravelRoute> travel_routes() {
  return kRoutes;
}

const TravelRoute* travel_route(std::string_view pattern) {
  const auto* row = std::ranges::find(kRoutes, pattern, &TravelRoute::pattern);
  return row == kRoutes.end() ? nullptr : row;
}

bool is_of_today(std::string_view pattern) {
  return pattern.ends_with(".atom") || pattern.ends_with(".ics");
}

bool travels(std::string_view address) {
  const auto path = address.substr(0, address.find_first_of("?#"));
  return path.starts_with('/') &&
         std::ranges::any_of(kRoutes, [&](const TravelRoute& row) { return is_of(path, row.pattern); });
}

std::string with_moment(std::string_view address, std::string_view at, std::string_view and_sign) {
  const auto before = address.substr(0, address.find('#'));
  const auto mark = before.find('?');
  if (mark != before.npos) {
    const auto query = before.substr(mark + 1);
    if (query.starts_with("at=") || query.find("&at=") != query.npos || query.find(";at=") != query.npos)
      return std::string(address);
  }
  std::string out(before);
  out += mark == before.npos ? std::string_view("?") : and_sign;
  out.append("at=").append(http::escape_component(at)).append(address.substr(before.size()));
  return out;
}

}  // namespace entente::pages
