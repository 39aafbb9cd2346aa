// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>

#include "base/error.hpp"

namespace entente::http {

namespace {

constexpr auto kText = "text/plain; charset=utf-8";

/// "/a/b" is "a", "b"; "/" is one empty segment.
std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == path.npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

std::string join(const std::set<std::string>& methods) {
  std::string all;
  for (const auto& m : methods) all += (all.empty() ? "" : ", ") + m;
  return all;
}

}  // namespace

std::string_view Captures::operator[](std::string_view name) const {
  const auto it = std::ranges::find(values, name, [](const auto& v) { return v.first; });
  return it == values.end() ? std::string_view{} : it->second;
}

Router::Pattern Router::read_pattern(const Route& route) {
  const std::string thing = "route " + route.method + " " + route.pattern;
  if (!route.pattern.starts_with('/')) throw base::Error(thing, "does not start with /");
  constexpr std::string_view kRest = "...";
  Pattern pattern;
  for (const auto segment : split(route.pattern)) {
    if (!pattern.empty() && pattern.back().captures == Captured::rest)
      throw base::Error(thing, "has segments behind the one that captures the rest", "Let it be the last.");
    auto captures = Captured::nothing;
    auto text = segment;
    if (segment.size() > 2 && segment.front() == '{' && segment.back() == '}') {
      captures = Captured::one;
      text = segment.substr(1, segment.size() - 2);
      if (text.size() > kRest.size() && text.ends_with(kRest)) {
        captures = Captured::rest;
        text.remove_suffix(kRest.size());
      }
    }
    if (text.find_first_of("{}") != text.npos)
      throw base::Error(thing, "has braces within a segment", "A segment is literal or one {name}.");
    pattern.push_back({std::string(text), captures});
  }
  return pattern;
}

void Router::add(std::vector<Route> routes) {
  const auto same_shape = [](const Pattern& a, const Pattern& b) {
    return std::ranges::equal(a, b, [](const Segment& x, const Segment& y) {
      return x.captures == y.captures && (x.captures != Captured::nothing || x.text == y.text);
    });
  };
  for (auto& route : routes) {
    auto pattern = read_pattern(route);
    for (std::size_t i = 0; i < routes_.size(); ++i)
      if (routes_[i].method == route.method && same_shape(patterns_[i], pattern))
        throw base::Error("route " + route.method + " " + route.pattern, "is there twice",
                          "The first is " + routes_[i].pattern + ".");
    patterns_.push_back(std::move(pattern));
    routes_.push_back(std::move(route));
  }
}

Response Router::find_and_call(const Request& request) const {
  const auto segments = split(request.path);
  const auto matches = [&](const Pattern& pattern) {
    const auto fits = [](std::string_view segment, const Segment& wanted) {
      return wanted.captures == Captured::nothing ? segment == wanted.text : !segment.empty();
    };
    if (pattern.back().captures != Captured::rest) return std::ranges::equal(segments, pattern, fits);
    return segments.size() >= pattern.size() &&
           std::equal(pattern.begin(), pattern.end(), segments.begin(),
                      [&](const Segment& wanted, std::string_view segment) { return fits(segment, wanted); });
  };
  // The further left a pattern is literal where the other captures, the better it fits.
  const auto fits_better = [](const Pattern& a, const Pattern& b) {
    return std::ranges::lexicographical_compare(a, b, {}, &Segment::captures, &Segment::captures);
  };
  const Pattern* best = nullptr;
  std::set<std::string> allowed;
  const auto look_for = [&](std::string_view method) {
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if (!matches(patterns_[i])) continue;
      allowed.insert(routes_[i].method);
      if (routes_[i].method == method && (!best || fits_better(patterns_[i], *best))) best = &patterns_[i];
    }
  };
  look_for(request.method);
  if (!best && request.method == "HEAD") look_for("GET");

  if (best) {
    Captures captures;
    for (std::size_t i = 0; i < best->size(); ++i) {
      const auto& segment = (*best)[i];
      if (segment.captures == Captured::one) captures.values.emplace_back(segment.text, segments[i]);
      if (segment.captures == Captured::rest)
        captures.values.emplace_back(segment.text, request.path.substr(static_cast<std::size_t>(std::distance(
                                                       request.path.data(), segments[i].data()))));
    }
    return routes_[static_cast<std::size_t>(std::distance(patterns_.data(), best))].handler(request,
                                                                                            captures);
  }
  if (!allowed.empty()) {
    if (allowed.contains("GET")) allowed.insert("HEAD");
    auto response = refused_ ? refused_(request, 405)
                             : text(405, "This address does not answer " + request.method + ".\n", kText);
    response.set("Allow", join(allowed));
    return response;
  }
  if (not_found_) return not_found_(request, {});
  return text(404, "There is nothing at this address.\n", kText);
}

Response Router::handle(const Request& request) const {
  try {
    return find_and_call(request);
  } catch (...) {
    if (!error_) throw;
    return error_(request, std::current_exception());
  }
}

}  // namespace entente::http
