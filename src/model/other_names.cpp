// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/other_names.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "embedded/data.hpp"

namespace entente::model {
namespace {

constexpr std::string_view kOtherNames = "data/other_names.json";

struct OtherNames {
  std::map<std::string, std::vector<std::string>, std::less<>> countries;
  std::vector<Body> bodies;
};

std::vector<std::string> strings_of(const boost::json::value& list) {
  std::vector<std::string> all;
  for (const auto& one : list.as_array()) all.emplace_back(one.as_string());
  return all;
}

const OtherNames& other_names() {
  static const auto all = [] {
    OtherNames read;
    const auto file = base::parse_json(embedded::data(kOtherNames), std::string(kOtherNames));
    for (const auto& [code, names] : file.as_object().at("countries").as_object())
      read.countries.emplace(code, strings_of(names));
    for (const auto& item : file.as_object().at("bodies").as_array()) {
      const auto& body = item.as_object();
      read.bodies.push_back(
          {strings_of(body.at("names")), strings_of(body.at("acronyms")), strings_of(body.at("also"))});
    }
    return read;
  }();
  return all;
}

}  // namespace

const std::map<std::string, std::vector<std::string>, std::less<>>& other_country_names() {
  return other_names().countries;
}
const std::vector<Body>& bodies() {
  return other_names().bodies;
}

}  // namespace entente::model
