// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/ruleset_reader.hpp"

#include <algorithm>

#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/values.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr std::array<std::pair<std::string_view, Case::Kind>, 18> kKinds{{
    {"no_more_than_one", Case::Kind::at_most_one},
    {"atleast_one", Case::Kind::at_least_one},
    {"only_one_of", Case::Kind::only_one_of},
    {"one_or_all", Case::Kind::one_or_all},
    {"dependent", Case::Kind::dependent},
    {"date_now", Case::Kind::date_now},
    {"date_order", Case::Kind::date_order},
    {"between_dates", Case::Kind::between_dates},
    {"time_limit", Case::Kind::time_limit},
    {"regex_matches", Case::Kind::forbidden},
    {"regex_no_matches", Case::Kind::forbidden},
    {"startswith", Case::Kind::starts_with},
    {"unique", Case::Kind::unique},
    {"if_then", Case::Kind::if_then},
    {"sum", Case::Kind::strict_sum},  // sums are exact here, whichever is asked for
    {"strict_sum", Case::Kind::strict_sum},
    {"range", Case::Kind::range},
    {"no_spaces", Case::Kind::no_spaces},
}};

/// A context as it is written: the paths of "a | b", each with the conditions of its steps taken out.
struct Context {
  std::string path;  ///< "/a/b/c" or "//c"
  std::vector<std::pair<int, std::int32_t>> conditions;
};

class Reader {
 public:
  Reader(std::string_view text, const char* file, Standard& standard)
      : lines_(text, file), standard_(standard), rules_(*standard.ruleset) {}

  void read() {
    lines_.next();
    while (!lines_.ended()) {
      const auto words = lines_.words();
      if (words[0] == "context" && words.size() > 1) {
        read_context(lines_.line().substr(words[0].size() + 1));
        lines_.next();
      } else if (words[0] == "rule") {
        read_case(words);
      } else if (words[0] == "code") {
        read_code(words);
        lines_.next();
      } else {
        lines_.fail("neither context, rule nor code");
      }
    }
  }

 private:
  Rule& rule(std::string_view id, std::string_view severity, std::string_view category,
             std::string_view say) {
    for (const auto& known : standard_.rules)
      if (known->id == id && known->say == say && known->category == category &&
          name_of(known->severity) == severity)
        return *known;
    standard_.rules.push_back(std::make_unique<Rule>(
        Rule{std::string(id), severity_of(severity), std::string(category), std::string(say), {}}));
    return *standard_.rules.back();
  }

  void read_context(std::string_view text) {
    contexts_.clear();
    while (!text.empty()) {
      const auto bar = text.find(" | ");
      contexts_.push_back(one_context(text.substr(0, bar)));
      text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 3);
    }
  }

  Context one_context(std::string_view text) {
    Context context;
    std::vector<std::pair<int, std::string_view>> conditions;  // depth of the step
    int depth = 0;
    while (!text.empty()) {
      const auto open = text.find('[');
      const auto plain = text.substr(0, open);
      context.path += plain;
      depth += static_cast<int>(std::ranges::count(plain, '/'));
      text.remove_prefix(plain.size());
      if (text.empty()) break;
      const auto close = text.find(']');
      if (close == std::string_view::npos) lines_.fail("a condition of the context does not end");
      conditions.emplace_back(depth, text.substr(1, close - 1));
      text.remove_prefix(close + 1);
    }
    for (const auto& [at, condition] : conditions)
      context.conditions.emplace_back(depth - at, rules_.pool.add(condition));
    return context;
  }

  void read_case(const std::vector<std::string_view>& words) {
    if (words.size() != 7 || words[5] != "say")
      lines_.fail("a rule is 'rule KIND ID SEVERITY CATEGORY say MESSAGE'");
    Case c;
    const auto* kind = std::ranges::find(kKinds, words[1], &std::pair<std::string_view, Case::Kind>::first);
    if (kind == kKinds.end()) lines_.fail("'" + std::string(words[1]) + "' is no kind of rule");
    c.kind = kind->second;
    auto& rule = this->rule(words[2], words[3], words[4], words[6]);
    c.rule = &rule;
    for (lines_.next(); !lines_.ended() && lines_.depth() > 0; lines_.next()) {
      const auto word = lines_.words()[0];
      if (word.size() == lines_.line().size()) lines_.fail("'" + std::string(word) + "' says nothing");
      const auto rest = lines_.line().substr(word.size() + 1);
      if (word == "text")
        rule.text = rest;
      else
        read_line(c, word, rest);
    }
    for (const auto& context : contexts_) {
      c.context = context.conditions;
      attach(context.path, static_cast<std::uint16_t>(rules_.cases.size()));
      rules_.cases.push_back(c);
    }
  }

  void read_line(Case& c, std::string_view word, std::string_view rest) {
    auto& pool = rules_.pool;
    const auto number = [&] {
      const auto n = Number::parse(rest);
      if (!n) lines_.fail("'" + std::string(rest) + "' is no number");
      return *n;
    };
    if (word == "path") {
      c.paths.push_back(pool.add_path(rest));
    } else if (word == "prefix") {
      if (rest == "agency")
        c.agencies = true;
      else
        c.prefixes.push_back(pool.add_path(rest));
    } else if (word == "excluded") {
      c.excluded.push_back(pool.add_path(rest));
    } else if (word == "separator") {
      c.separator = rest;
    } else if (word == "each") {
      c.each = pool.add_path(rest);
    } else if (word == "one") {
      c.one = pool.add_path(rest);
    } else if (word == "all") {
      if (rest != "lang" && rest != "sector" && rest != "currency")
        lines_.fail("it must be lang, sector or currency");
      c.all = rest == "lang"     ? Case::All::language
              : rest == "sector" ? Case::All::sector
                                 : Case::All::currency;
    } else if (word == "less") {
      c.less = pool.add_path(rest);
    } else if (word == "more") {
      if (rest != "NOW") c.more = pool.add_path(rest);
    } else if (word == "date") {
      c.date = pool.add_path(rest);
    } else if (word == "start") {
      c.start = pool.add_path(rest);
    } else if (word == "end") {
      c.end = pool.add_path(rest);
    } else if (word == "when") {
      c.when = pool.add(rest);
    } else if (word == "if") {
      c.antecedent = pool.add(rest);
    } else if (word == "then") {
      c.consequent = pool.add(rest);
    } else if (word == "sum") {
      c.sum = number();
    } else if (word == "min") {
      c.least = number();
    } else if (word == "max") {
      c.most = number();
    } else if (word == "at_most") {
      c.at_most = static_cast<std::size_t>(number() / Number::kScale);
    } else if (word == "forbid") {
      c.forbidden = rest;
    } else if (word == "unless") {
      (rest == "publisher" ? c.unless_publisher : c.unless_publisher_prefix) = true;
    } else {
      lines_.fail("'" + std::string(word) + "' says nothing about a rule");
    }
  }

  void attach(std::string_view path, std::uint16_t number) {
    auto& schema = standard_.schema;
    if (path.starts_with("//")) {
      const auto name = standard_.names.find(path.substr(2));
      if (name == 0) lines_.fail("the schema knows no " + std::string(path));
      rules_.by_name.at(name).push_back(number);
      for (std::size_t id = 1; id < schema.size(); ++id)
        if (auto& place = schema.place(static_cast<PlaceId>(id)); place.name == name)
          place.cases.push_back(number);
      return;
    }
    schema.place(known(path)).cases.push_back(number);
  }

  PlaceId known(std::string_view path) {
    const auto id = standard_.schema.find(path);
    if (id == kNowhere) lines_.fail("the schema knows no " + std::string(path));
    return id;
  }

  /// A code that is asked of an attribute wherever the standard has it.
  void attach_everywhere(Name name, const CodeCheck& check) {
    for (std::size_t id = 1; id < standard_.schema.size(); ++id)
      for (auto& attribute : standard_.schema.place(static_cast<PlaceId>(id)).attributes)
        if (attribute.name == name) attribute.codes.push_back(check);
  }

  void read_code(const std::vector<std::string_view>& words) {
    if (words.size() < 6) lines_.fail("a code is 'code ID SEVERITY CATEGORY PATH LIST'");
    const auto list = standard_.lists.find(words[5]);
    if (list == standard_.lists.end()) lines_.fail("there is no list " + std::string(words[5]));
    CodeCheck check;
    check.list = &list->second;
    check.rule = &rule(words[1], words[2], words[3], "code");
    if (words.size() > 9) {
      check.where = standard_.names.find(words[7].substr(1));
      if (check.where == 0) lines_.fail("the schema knows no " + std::string(words[7]));
      check.is = words[9];
      check.or_absent = words.size() > 10;
    }
    const auto path = words[4];
    const auto slash = path.rfind('/');
    const auto last = path.substr(slash + 1);
    if (path.starts_with("//@")) {
      attach_everywhere(standard_.names.find(last.substr(1)), check);
      return;
    }
    auto& place = standard_.schema.place(known(path.substr(0, slash)));
    if (last == "text()") {
      place.text_codes.push_back(check);
      return;
    }
    const auto attribute =
        standard_.schema.attribute(known(path.substr(0, slash)), standard_.names.find(last.substr(1)));
    if (attribute == Schema::kNone) lines_.fail("the schema knows no " + std::string(path));
    place.attributes[attribute].codes.push_back(check);
  }

  Lines lines_;
  Standard& standard_;
  Ruleset& rules_;
  std::vector<Context> contexts_;
};

}  // namespace

void read_ruleset(std::string_view text, const char* file, Standard& standard) {
  Reader(text, file, standard).read();
}

}  // namespace entente::exchange::iati::validation
