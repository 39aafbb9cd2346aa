// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Who on the lists is like somebody that is described: yente's query by example.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/yente.hpp"
#include "base/text.hpp"
#include "screening/country_names.hpp"
#include "screening/ftm_entity.hpp"
#include "screening/hit_json.hpp"
#include "screening/list_reading.hpp"

namespace entente::api {

namespace {

namespace bj = boost::json;

constexpr std::size_t kMostQueries = 100, kMostValues = 500;
constexpr std::size_t kUsualResults = 5, kMostResults = 500;
/// Of all queries of a request together: each result is a whole entity.
constexpr std::size_t kMostResultsAtOnce = 2'000;
/// Of one property of a result; the entity has all of them at an address of its own.
constexpr std::size_t kMostValuesShown = 100;

/// What all queries of a request may take together, in the screener's steps; the first that begins beyond it
/// is not answered, nor any. Measured, a step takes 2 to 7 ns, so a request takes some seconds at most.
constexpr std::int64_t kMostStepsAtOnce = 500'000'000;
/// What looking up the words of a name takes beside these, for each byte of it.
constexpr std::int64_t kStepsOfNameByte = 600;

/// Hits are sought beyond those that are answered: some may be left out, and all matches are counted.
constexpr std::size_t kSoughtForOne = 10;

constexpr std::array<std::string_view, 8> kCountryProperties{"nationality",  "citizenship", "country",
                                                             "jurisdiction", "mainCountry", "flag",
                                                             "birthCountry", "pastFlags"};

using Place = std::vector<std::string>;

[[noreturn]] void refuse_form(const char* type, const char* message, const bj::value& input, Place place) {
  throw YenteFormFault{type, message, bj::serialize(input), std::move(place)};
}

Place behind(Place place, std::string_view name) {
  place.emplace_back(name);
  return place;
}

const bj::value& required(const bj::object& from, std::string_view name, const Place& place) {
  const auto* value = from.if_contains(name);
  if (!value) refuse_form("missing", "Field required", from, behind(place, name));
  return *value;
}

/// Text of a value: a string, or a number as it was written. Others say nothing of a party.
std::string text_of_value(const bj::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  return value.is_number() ? bj::serialize(value) : std::string();
}

/// A country by name or code becomes the model's code; what is none falls away.
std::string cleaned(std::string_view property, std::string text) {
  if (std::ranges::find(kCountryProperties, property) == kCountryProperties.end()) return text;
  auto code = screening::country_of_ftm(text);
  if (code.empty()) code = screening::country_code(text);
  for (auto& c : code) c = static_cast<char>(c - 'A' + 'a');
  return code;
}

screening::FtmEntity example_of(const bj::value& sent, const Place& place) {
  if (!sent.is_object()) refuse_form("dict_type", "Input should be a valid dictionary", sent, place);
  const auto& query = sent.as_object();
  screening::FtmEntity entity;
  const auto& schema = required(query, "schema", place);
  if (!schema.is_string())
    refuse_form("string_type", "Input should be a valid string", schema, behind(place, "schema"));
  entity.schema = schema.as_string();
  if (!screening::kind_of_schema(entity.schema))
    throw YenteFault{400, "Cannot parse example entity: " + std::string(base::clip_utf8(entity.schema, 60)) +
                              " is no schema of parties, and no others are screened."};
  if (const auto* id = query.if_contains("id"); id && id->is_string()) entity.id = id->as_string();
  const auto& properties = required(query, "properties", place);
  if (!properties.is_object())
    refuse_form("dict_type", "Input should be a valid dictionary", properties, behind(place, "properties"));
  std::size_t count = 0;
  for (const auto& [name, value] : properties.as_object()) {
    const auto add = [&](const bj::value& one) {
      if (++count > kMostValues) throw YenteFault{400, "Cannot parse example entity: more than 500 values."};
      if (auto text = cleaned(name, text_of_value(one)); !text.empty())
        entity.properties[std::string(name)].push_back(std::move(text));
    };
    if (value.is_array())
      for (const auto& one : value.as_array()) add(one);
    else if (value.is_string())
      add(value);
    else
      refuse_form("list_type", "Input should be a valid list", value,
                  behind(behind(place, "properties"), name));
  }
  return entity;
}

bj::object example_json(const screening::FtmEntity& entity) {
  bj::object properties;
  for (const auto& [name, values] : entity.properties)
    properties.emplace(name, bj::array(values.begin(), values.end()));
  return {{"id", entity.id.empty() ? bj::value() : bj::value(entity.id)},
          {"schema", entity.schema},
          {"properties", std::move(properties)}};
}

/// The pairs of tokens in one line: "Ana ~ Anna (edited 0.90 of 0.45)".
std::string detail_of(const screening::Hit& hit) {
  std::string line;
  for (const auto& pair : hit.pairs) {
    const auto& asked = pair.asked.empty() ? "-" : pair.asked;
    const auto& listed = pair.listed.empty() ? "-" : pair.listed;
    line += fmt::format("{}{} ~ {} ({} {:.2f} of {:.2f})", line.empty() ? "" : "; ", asked, listed,
                        name_of(pair.likeness), pair.similarity, pair.weight);
  }
  return line;
}

bj::object explanation(double score, std::string_view detail, std::string_view asked,
                       std::string_view listed) {
  return {{"score", screening::rounded(score)}, {"detail", detail}, {"query", asked}, {"candidate", listed}};
}

std::string feature_of(screening::Qualifier::Field field) {
  return std::string(name_of(field)) + "_match";
}

bj::object result_json(const registry::LoadedLists& loaded, const screening::Hit& hit, double threshold) {
  const auto& list = loaded.lists[hit.list];
  auto result = yente_entity(list, list.entries[hit.entry]);
  bj::object features{{"name_match", screening::rounded(hit.name_score)}};
  bj::object explanations{
      {"name_match", explanation(hit.name_score, detail_of(hit), hit.asked_name, hit.listed_name)}};
  for (const auto& qualifier : hit.qualifiers) {
    if (qualifier.verdict == screening::Qualifier::Verdict::unknown) continue;
    const auto feature = feature_of(qualifier.field);
    features[feature] = screening::rounded(qualifier.effect);
    explanations[feature] =
        explanation(qualifier.effect, name_of(qualifier.verdict), qualifier.asked, qualifier.listed);
  }
  for (auto& property : result["properties"].as_object())
    if (auto& values = property.value().as_array(); values.size() > kMostValuesShown)
      values.resize(kMostValuesShown);
  result["score"] = screening::rounded(hit.score);
  result["features"] = std::move(features);
  result["explanations"] = std::move(explanations);
  result["match"] = hit.score >= threshold;
  return result;
}

struct Asking {
  YenteFilter filter;
  std::size_t limit = kUsualResults;
  double threshold = screening::Settings{}.threshold, cutoff = threshold;
};

/// `work` grows by what it took.
bj::object answer_of(const registry::LoadedLists& loaded, const screening::FtmEntity& example,
                     const Asking& asking, std::int64_t& work) {
  screening::Settings settings;
  settings.threshold = asking.cutoff;
  settings.limit = std::clamp(asking.limit * kSoughtForOne, kMostResults / kSoughtForOne, kMostResults);
  const auto party = screening::party_of(example);
  std::int64_t steps = 0;
  const auto hits = loaded.screener.screen(party, settings, &steps);
  work += steps;
  for (const auto& name : party.names)
    work += kStepsOfNameByte * static_cast<std::int64_t>(std::min(name.text.size(), screening::kNameBytes));
  bj::array results;
  std::size_t matches = 0;
  for (const auto& hit : hits) {
    if (!asking.filter.takes(loaded, hit.list, loaded.lists[hit.list].entries[hit.entry])) continue;
    if (hit.score >= asking.threshold) ++matches;
    if (results.size() < asking.limit) results.push_back(result_json(loaded, hit, asking.threshold));
  }
  return {
      {"status", 200},
      {"results", std::move(results)},
      {"total", bj::object{{"value", matches}, {"relation", hits.size() < settings.limit ? "eq" : "gte"}}},
      {"query", example_json(example)}};
}

double share(const http::Request& request, std::string_view name, double otherwise) {
  const auto text = request.parameter(name);
  if (text.empty()) return otherwise;
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
    throw YenteFormFault{"float_parsing",
                         "Input should be a number from 0 to 1",
                         std::string(text),
                         {"query", std::string(name)}};
  return value;
}

void require_algorithm(const http::Request& request, const bj::object& sent) {
  const auto algorithm = request.parameter("algorithm");
  if (!algorithm.empty() && algorithm != "best" && algorithm != screening::kAlgorithm)
    throw YenteFault{400, "Invalid algorithm: " + std::string(base::clip_utf8(algorithm, 60)) +
                              "; there is " + std::string(screening::kAlgorithm) +
                              " here, also called best."};
  for (const auto* const name : {"weights", "config"})
    if (const auto* value = sent.if_contains(name);
        value && value->is_object() && !value->as_object().empty())
      throw YenteFault{400, "Invalid configuration parameter: " +
                                std::string(base::clip_utf8(value->as_object().begin()->key(), 60)) +
                                " for algorithm " + std::string(screening::kAlgorithm) + ", which has none."};
}

[[noreturn]] void refuse_more_work(std::size_t answered, std::size_t queries) {
  throw YenteFault{400,
                   "Too much work for one request: " + std::to_string(answered) + " of its " +
                       std::to_string(queries) +
                       " queries take as long as a request may. Send fewer queries, or fewer and shorter "
                       "names in each."};
}

http::Response match(const YenteAsked& asked) {
  const auto& loaded = asked.loaded;
  const auto& request = asked.request;
  Asking asking;
  asking.filter = yente_filter(asked, asked.captures["dataset"]);
  asking.limit = yente_number(request, "limit", kMostResults, kUsualResults);
  asking.threshold = share(request, "threshold", asking.threshold);
  asking.cutoff = std::min(share(request, "cutoff", asking.threshold), asking.threshold);
  const auto sent = sent_object(request);
  require_algorithm(request, sent);
  const auto& queries = required(sent, "queries", {"body"});
  if (!queries.is_object())
    refuse_form("dict_type", "Input should be a valid dictionary", queries, {"body", "queries"});
  if (queries.as_object().size() > kMostQueries)
    throw YenteFault{400, "Too many queries in one batch (limit: " + std::to_string(kMostQueries) + ")"};
  if (queries.as_object().size() * asking.limit > kMostResultsAtOnce)
    throw YenteFault{400, "Too many results asked for: " + std::to_string(queries.as_object().size()) +
                              " queries with a limit of " + std::to_string(asking.limit) +
                              " each, where a request may ask for " + std::to_string(kMostResultsAtOnce) +
                              " in all. Send fewer queries, or a lower limit."};
  bj::object responses;
  std::int64_t work = 0;
  for (const auto& [name, query] : queries.as_object()) {
    if (query.is_null()) continue;
    // Answers for some of those who were asked about would read as answers for all.
    if (work > kMostStepsAtOnce) refuse_more_work(responses.size(), queries.as_object().size());
    const auto example = example_of(query, {"body", "queries", std::string(name)});
    responses.emplace(name, answer_of(loaded, example, asking, work));
  }
  if (responses.empty()) throw YenteFault{400, "No queries provided."};
  const auto count = responses.size();
  auto response =
      yente_json(request, bj::object{{"responses", std::move(responses)}, {"limit", asking.limit}});
  response.set("X-Batch-Size", std::to_string(count));
  return response;
}

}  // namespace

std::vector<http::Route> yente_match_routes(const Context& context) {
  return {{"POST", "/yente/match/{dataset}", "Who on the lists is like the parties described",
           over_lists(context, match)}};
}

}  // namespace entente::api
