// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What all requests under /yente ask by, and how they are answered.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "api/answer.hpp"
#include "api/sent.hpp"
#include "api/yente.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kMostRepeated = 50;

http::Response detail(int status, const boost::json::value& body) {
  http::Response response;
  response.status = status;
  response.body = boost::json::serialize(boost::json::object{{"detail", body}});
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

std::vector<std::string> capitals(std::vector<std::string> codes) {
  for (auto& code : codes)
    for (auto& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return codes;
}

}  // namespace

http::Response yente_json(const http::Request& request, const boost::json::value& body) {
  return own_json(request, body);
}

http::Response yente_fault(const http::Request&, const YenteFault& fault) {
  return detail(fault.status, boost::json::string(fault.detail));
}

http::Response yente_fault(const http::Request&, const YenteFormFault& fault) {
  return detail(422, boost::json::array{boost::json::object{
                         {"type", fault.type},
                         {"loc", boost::json::array(fault.place.begin(), fault.place.end())},
                         {"msg", fault.message},
                         {"input", base::clip_utf8(fault.input, 100)}}});
}

std::vector<std::string> parameters(const http::Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : request.query)
    if (key == name && !value.empty()) values.push_back(value);
  if (values.size() > kMostRepeated)
    throw YenteFormFault{"too_long", "List should have at most 50 items", {}, {"query", std::string(name)}};
  return values;
}

std::size_t yente_number(const http::Request& request, std::string_view name, std::size_t most,
                         std::size_t otherwise) {
  const auto text = request.parameter(name);
  if (text.empty()) return otherwise;
  std::size_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::vector<std::string> place{"query", std::string(name)};
  if (fault != std::errc() || end != text.data() + text.size())
    throw YenteFormFault{"int_parsing", "Input should be a valid integer", std::string(text), place};
  if (value > most)
    throw YenteFormFault{"less_than_equal", "Input should be less than or equal to " + std::to_string(most),
                         std::string(text), place};
  return value;
}

void require_no_own(const YenteAsked& asked, std::size_t list) {
  const auto& one = asked.loaded.lists.at(list);
  if (asked.is_party && one.format == "own")
    throw YenteFault{403, "The list " + one.dataset +
                              " is the register's own, and this account speaks for an organisation: it asks "
                              "other lists by their names, or leaves this one out with exclude_dataset."};
}

YenteFilter yente_filter(const YenteAsked& asked, std::string_view dataset) {
  const auto& loaded = asked.loaded;
  const auto& request = asked.request;
  // An answer for the other lists alone would read as one for all.
  if (!loaded.unread.empty()) throw YenteFault{503, "Index not ready: a list that is in use cannot be read."};
  if (loaded.lists.empty())
    throw YenteFault{503, "Index not ready: this register holds no list to screen against."};
  const auto stands = [&](std::string_view name) {
    return std::ranges::find(loaded.lists, name, &screening::List::dataset) != loaded.lists.end();
  };
  if (dataset != kAllLists && !stands(dataset)) throw YenteFault{404, "No such dataset."};
  const auto included = parameters(request, "include_dataset");
  const auto excluded = parameters(request, "exclude_dataset");
  for (const auto& names : {included, excluded})
    for (const auto& name : names)
      if (name != kAllLists && !stands(name)) throw YenteFault{400, "No such dataset: " + name};
  YenteFilter filter;
  for (const auto& list : loaded.lists) {
    const auto names = [&](const std::vector<std::string>& of) {
      return std::ranges::find(of, list.dataset) != of.end() || std::ranges::find(of, kAllLists) != of.end();
    };
    filter.lists.push_back((dataset == kAllLists || dataset == list.dataset) &&
                           (included.empty() || names(included)) && !names(excluded));
    if (filter.lists.back()) require_no_own(asked, filter.lists.size() - 1);
  }
  filter.topics = parameters(request, "topics");
  filter.countries = capitals(parameters(request, "countries"));
  filter.excluded_schemata = parameters(request, "exclude_schema");
  filter.excluded_ids = parameters(request, "exclude_entity_ids");
  const auto since = request.parameter("changed_since");
  if (!since.empty()) {
    const auto day = base::PartialDate::parse(since.substr(0, since.find('T')));
    if (!day)
      throw YenteFormFault{"string_pattern_mismatch",
                           "Input should be a day or a time of ISO 8601",
                           std::string(since),
                           {"query", "changed_since"}};
    filter.changed_since = day->str();
  }
  return filter;
}

}  // namespace entente::api
