// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/codes.hpp"

#include <unicode/uloc.h>

#include <algorithm>
#include <array>

#include "model/identifier.hpp"
#include "model/identifier_fault.hpp"
#include "model/visit.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::json {

namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower-case BCP 47, as the register writes it: "en", "pt-br", "zh-hant", "und".
bool is_language_tag(std::string_view tag) {
  std::size_t part = 0;
  for (const char c : tag) {
    if (c == '-' ? part == 0 : !is_lower(c) && !is_ascii_digit(c)) return false;
    part = c == '-' ? 0 : part + 1;
    if (part > 8) return false;
  }
  return part > 0 && tag.find('-') != 1 && tag.size() >= 2 && is_lower(tag[0]) && is_lower(tag[1]);
}

/// A language of ISO 639-1.
bool is_language_code(std::string_view code) {
  if (code.size() != 2 || !is_lower(code[0]) || !is_lower(code[1])) return false;
  const auto* const known = uloc_getISO3Language(std::string(code).c_str());
  return known != nullptr && *known != '\0';
}

template <std::size_t N>
bool among(std::string_view value, const std::array<std::string_view, N>& codes) {
  return std::ranges::find(codes, value) != codes.end();
}

struct Names {
  std::vector<std::string_view> all;
  template <class T>
  void operator()(const char* name, const T&, const model::Rule&) {
    all.emplace_back(name);
  }
};

class Values {
 public:
  Values(std::string prefix, const Names& fields, std::optional<BadValue>& bad)
      : prefix_(std::move(prefix)), fields_(fields), bad_(bad) {}

  template <class T>
  void operator()(const char* name, const T& value, const model::Rule&) {
    if (!bad_) look(in(name), value);
  }

  /// The record itself, before its fields.
  template <class T>
  void record(const T& value) {
    if constexpr (std::is_same_v<T, model::Organisation>) {
      country("country", value.country);
      address("website", value.website);
    }
    if (!bad_) T::fields(value, *this);
  }

 private:
  std::string in(std::string_view name) const {
    return prefix_.empty() ? std::string(name) : prefix_ + "." + std::string(name);
  }
  void bad(std::string path, std::string_view value, std::string_view cause) {
    if (!bad_) bad_ = BadValue{std::move(path), "is \"" + std::string(value) + "\", " + std::string(cause)};
  }

  void country(std::string path, std::string_view code) {
    if (!code.empty() && !model::find_country(code))
      bad(std::move(path), code, "which is no country or area of ISO 3166-1");
  }
  void address(std::string path, std::string_view url) {
    if (!url.empty() && !model::is_linkable(url)) bad(std::move(path), url, "which is no web address");
  }

  template <class T>
  void look(const std::string&, const T&) {}

  void look(const std::string& path, const base::Text& text) {
    for (const auto& n : text.narratives)
      if (!is_language_tag(n.language))
        bad(path, n.language, "which is no language tag in lower case, such as en or pt-br");
  }

  void look(const std::string& path, const base::Money& money) {
    if (money.currency.size() != 3 ||
        !std::ranges::all_of(money.currency, [](char c) { return c >= 'A' && c <= 'Z'; }))
      bad(path + ".currency", money.currency, "which is no currency of three capital letters");
  }

  template <class T>
  void look(const std::string& path, const std::optional<T>& value) {
    if (value) look(path, *value);
  }

  template <class T>
  void look(const std::string& path, const std::vector<T>& list) {
    for (std::size_t i = 0; i < list.size() && !bad_; ++i)
      look(path + "[" + std::to_string(i) + "]", list[i]);
  }

  template <model::HasFields T>
  void look(const std::string& path, const T& value) {
    Values inner(path, fields_, bad_);
    inner.itself(value);
    if (!bad_) T::fields(value, inner);
  }

  template <class T>
  void itself(const T&) {}

  void itself(const model::Identifier& i) {
    static constexpr std::array<std::string_view, 9> kKinds{"",   "A1", "A2", "A3",         "A4",
                                                            "A9", "B1", "B9", "linked-data"};
    if (!among(i.kind, kKinds)) bad(in("kind"), i.kind, "which is no kind of identifier of IATI");
    if (model::check_digits_hold(i.scheme, i.value) == false)
      bad(in("value"), i.value, model::text_of(*model::identifier_fault(i.scheme, i.value)));
  }
  void itself(const model::Source& s) {
    address(in("url"), s.url);
    for (std::size_t i = 0; i < s.about.size(); ++i)
      if (std::ranges::find(fields_.all, s.about[i]) == fields_.all.end())
        bad(in("about") + "[" + std::to_string(i) + "]", s.about[i], "which is no field of this record");
  }
  void itself(const model::Place& p) {
    static constexpr std::array<std::string_view, 3> kKinds{"country", "region", "location"};
    static constexpr std::array<std::string_view, 2> kRegions{"m49", "dac"};
    address(in("uri"), p.uri);
    if (!among(p.kind, kKinds)) bad(in("kind"), p.kind, "and not country, region or location");
    if (p.kind == "country") country(in("code"), p.code);
    if (p.kind == "country" && p.code.empty()) bad(in("code"), p.code, "and a country has one");
    if (p.kind == "region" && among(p.vocabulary, kRegions) && !model::region_name(p.vocabulary, p.code))
      bad(in("code"), p.code, "which is no region of that vocabulary");
    if (p.kind == "region" && !p.code.empty() && p.vocabulary.empty())
      bad(in("vocabulary"), {}, "and a region's code has one: m49 or dac");
  }
  void itself(const model::Goal& g) {
    if (!model::find_goal(g.framework, g.code))
      bad(in("code"), g.code, "which is no goal or target of \"" + g.framework + "\"");
  }
  void itself(const model::Link& l) {
    static constexpr std::array<std::string_view, 6> kRelations{"part_of",    "has_part",    "follows",
                                                                "replicates", "launched_at", "related"};
    if (!among(l.relation, kRelations))
      bad(in("relation"), l.relation, "which is no relation of two partnerships");
  }
  void planned(const std::string& kind) {
    static constexpr std::array<std::string_view, 3> kKinds{"", "original", "revised"};
    if (!among(kind, kKinds)) bad(in("kind"), kind, "and not original or revised");
  }
  void itself(const model::Budget& b) { planned(b.kind); }
  void itself(const model::PlannedPayment& p) { planned(p.kind); }
  void itself(const model::Document& d) {
    address(in("url"), d.url);
    for (const auto& code : d.countries) country(in("countries"), code);
    for (const auto& code : d.categories)
      if (!model::vocabulary("document_category").find(code))
        bad(in("categories"), code, "which is no category of documents of IATI");
    for (const auto& code : d.languages)
      if (!is_language_code(code))
        bad(in("languages"), code, "which is no language of ISO 639-1, two letters in lower case");
  }
  void itself(const model::Classification& c) { address(in("uri"), c.uri); }
  void itself(const model::Reference& r) { address(in("uri"), r.uri); }
  void itself(const model::Note& n) {
    static constexpr std::array<std::string_view, 4> kDates{"planned_start", "actual_start", "planned_end",
                                                            "actual_end"};
    if (!among(n.about, kDates)) bad(in("about"), n.about, "which is no date of a partnership");
  }
  void itself(const model::Indicator& i) {
    static constexpr std::array<std::string_view, 6> kMeasures{"",        "unit",    "percentage",
                                                               "nominal", "ordinal", "qualitative"};
    if (!among(i.measure, kMeasures)) bad(in("measure"), i.measure, "which is no measure of an indicator");
  }

  std::string prefix_;
  const Names& fields_;
  std::optional<BadValue>& bad_;
};

}  // namespace

std::optional<BadValue> bad_value(const model::Record& record) {
  std::optional<BadValue> bad;
  std::visit(
      [&](const auto& r) {
        Names fields;
        std::decay_t<decltype(r)>::fields(r, fields);
        Values({}, fields, bad).record(r);
      },
      record);
  return bad;
}

}  // namespace entente::exchange::json
