// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/published/json_source.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <unordered_set>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "exchange/iati/validation/lines.hpp"

namespace entente::exchange::iati::published {

namespace {

namespace json = boost::json;

/// Reads members of objects whose shape nobody has checked.
class JsonReader {
 public:
  explicit JsonReader(const std::string& file) : file_(file) {}

  [[noreturn]] void fail(const std::string& cause) const {
    throw base::BadInput(file_, cause,
                         "Fetch the file anew from the standard's own site, or leave it out of the folder");
  }

  const json::object& object(const json::value& value, const std::string& what) const {
    if (const auto* o = value.if_object()) return *o;
    fail(what + " is no object");
  }

  const json::object& member(const json::object& of, std::string_view name, const std::string& what) const {
    const auto* value = of.if_contains(name);
    if (value == nullptr) fail(what + " has no '" + std::string(name) + "'");
    return object(*value, what + ", '" + std::string(name) + "',");
  }

  const json::array& array(const json::object& of, std::string_view name, const std::string& what) const {
    const auto* value = of.if_contains(name);
    if (value == nullptr || !value->is_array()) fail(what + " has no list '" + std::string(name) + "'");
    return value->get_array();
  }

  /// One line of text without a line end, of at most so many bytes.
  std::string text(const json::value& value, const std::string& what,
                   std::size_t most = kLongestExpression) const {
    const auto* s = value.if_string();
    if (s == nullptr || s->empty()) fail(what + " is no text");
    const std::string_view all(*s);
    if (all.size() > most) fail(what + " is longer than " + std::to_string(most) + " bytes");
    const auto control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    if (std::ranges::any_of(all, control) || !base::is_utf8(all)) fail(what + " holds a control character");
    return std::string(all);
  }

  std::string text(const json::object& of, std::string_view name, const std::string& what) const {
    const auto* value = of.if_contains(name);
    if (value == nullptr) fail(what + " has no '" + std::string(name) + "'");
    return text(*value, what + ", '" + std::string(name) + "',");
  }

  std::string word(const json::object& of, std::string_view name, const std::string& what) const {
    auto found = text(of, name, what);
    check_word(found, file_, "'" + std::string(name) + "' of " + what);
    return found;
  }

  std::string number(const json::value& value, const std::string& what) const {
    const double n = value.is_int64() ? static_cast<double>(value.get_int64())
                                      : (value.is_double() ? value.get_double() : NAN);
    if (!std::isfinite(n) || std::floor(n) != n || std::fabs(n) > 1'000'000)
      fail(what + " is no whole number");
    return std::to_string(static_cast<std::int64_t>(n));
  }

  const std::string& file() const { return file_; }

 private:
  const std::string& file_;
};

/// Whether an expression is the path of something and no comparison or call.
bool is_bare_path(std::string_view expression) {
  std::size_t open = 0;
  for (const char c : expression) {
    if (c == '[') ++open;
    const bool of_a_path = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '@' || c == '/' || c == '-' || c == '.' || c == ':' || c == '_' || c == ']';
    if (open == 0 && !of_a_path) return false;
    if (c == ']' && open > 0) --open;
  }
  return true;
}

constexpr std::array<std::string_view, 18> kKindsOfRules{
    "no_more_than_one", "atleast_one", "only_one_of",   "one_or_all", "dependent",
    "date_now",         "date_order",  "between_dates", "time_limit", "regex_matches",
    "regex_no_matches", "startswith",  "unique",        "if_then",    "sum",
    "strict_sum",       "range",       "no_spaces"};

/// A rule set as lines of rules.txt. What the official validator takes otherwise than it is written is put as
/// the validator takes it (docs/formats/iati.md).
class RuleWriter {
 public:
  RuleWriter(const JsonReader& read, const Messages& messages) : read_(read), messages_(messages) {}

  std::string write(const json::object& contexts) {
    for (const auto& [path, kinds] : contexts) {
      const auto context = read_.text(json::value(path), "the path of a context");
      text_ += "\ncontext " + context + "\n";
      for (const auto& [kind, body] : read_.object(kinds, context)) {
        const std::string name(kind);
        const auto place = std::string(name).append(" of ").append(context);
        for (const auto& one : read_.array(read_.object(body, name), "cases", place)) {
          const auto& c = read_.object(one, "a case of " + name);
          if (kind == "loop")
            write_loop(c);
          else
            write_case(name, c, nullptr);
        }
      }
    }
    return std::move(text_);
  }

 private:
  void write_loop(const json::object& loop) {
    for (const auto& [kind, body] : read_.member(loop, "do", "a loop")) {
      const std::string name(kind);
      for (const auto& one : read_.array(read_.object(body, name), "cases", name))
        write_case(name, read_.object(one, "a case of " + name), &loop);
    }
  }

  void line(std::string_view word, const std::string& rest) {
    text_.append("  ").append(word).append(" ").append(rest) += '\n';
  }

  void write_case(const std::string& kind, const json::object& c, const json::object* loop) {
    const auto& info = read_.member(c, "ruleInfo", "a case of " + kind);
    const auto id = read_.word(info, "id", "a rule of " + kind);
    what_ = "rule " + id;
    if (std::ranges::find(kKindsOfRules, kind) == kKindsOfRules.end())
      read_.fail(what_ + " is of the kind '" + std::string(base::clip_utf8(kind, 60)) +
                 "', which this version of Entente does not know");
    const auto known = messages_.find(std::pair(kind, id));
    text_ += "rule " + kind + " " + id + " " + read_.word(info, "severity", what_) + " " +
             read_.word(info, "category", what_) + " say " +
             (known == messages_.end() ? "official" : known->second) + "\n";
    if (known == messages_.end()) line("text", read_.text(info, "message", what_));
    for (const auto& member : c) {
      static constexpr std::array<std::string_view, 19> kMembers{
          "ruleInfo", "idCondition", "condition", "if",  "then",    "less",   "more",
          "date",     "start",       "end",       "one", "all",     "prefix", "separator",
          "regex",    "paths",       "sum",       "min", "excluded"};
      const std::string_view name(member.key());
      if (name != "max" && std::ranges::find(kMembers, name) == kMembers.end())
        read_.fail(what_ + " has '" + std::string(base::clip_utf8(name, 60)) +
                   "', which this version of Entente does not know");
    }
    write_conditions(c, loop);
    for (const auto* name : {"less", "more", "date", "start", "end", "one", "all"})
      if (c.if_contains(name) != nullptr) line(name, read_.text(c, name, what_));
    if (c.if_contains("prefix") != nullptr)
      for (const auto& prefix : read_.array(c, "prefix", what_)) {
        const auto path = read_.text(prefix, what_ + ", its prefix,");
        line("prefix", path == "ORG-ID-PREFIX" ? "agency" : path);
      }
    if (c.if_contains("separator") != nullptr) line("separator", read_.text(c, "separator", what_));
    if (c.if_contains("regex") != nullptr) line("forbid", forbidden(kind, read_.text(c, "regex", what_)));
    for (const auto& [name, word] : {std::pair("excluded", "excluded"), std::pair("paths", "path")})
      if (c.if_contains(name) != nullptr)
        for (const auto& path : read_.array(c, name, what_))
          line(word, read_.text(path, what_ + ", its path,"));
    for (const auto* name : {"sum", "min", "max"})
      if (const auto* n = c.if_contains(name)) line(name, read_.number(*n, what_ + ", '" + name + "',"));
  }

  void write_conditions(const json::object& c, const json::object* loop) {
    if (const auto* unless = c.if_contains("idCondition")) {
      const auto word = read_.text(*unless, what_ + ", its idCondition,");
      if (word != "NOT_EXISTING_ORG_ID" && word != "NOT_EXISTING_ORG_ID_PREFIX")
        read_.fail(what_ + " has a condition this version of Entente does not know");
      line("unless", word == "NOT_EXISTING_ORG_ID" ? "publisher" : "publisher prefix");
    }
    if (loop != nullptr) line("each", read_.text(*loop, "foreach", what_));
    if (c.if_contains("condition") != nullptr) {
      const auto condition = read_.text(c, "condition", what_);
      // Into what is not among its "subs" the official validator does not put the value: it never holds.
      const bool filled =
          loop == nullptr || condition.find("$1") == std::string::npos || is_filled(*loop, "condition");
      line("when", filled ? condition : "false()");
    }
    // A bare path is a set to the official validator, and a set counts as true, an empty one too.
    if (c.if_contains("if") != nullptr)
      if (const auto condition = read_.text(c, "if", what_); !is_bare_path(condition)) line("if", condition);
    if (c.if_contains("then") != nullptr) {
      const auto condition = read_.text(c, "then", what_);
      line("then", is_bare_path(condition) ? "true()" : condition);
    }
  }

  bool is_filled(const json::object& loop, std::string_view member) const {
    const auto& subs = read_.array(loop, "subs", what_ + ", its loop,");
    return std::ranges::any_of(
        subs, [&](const json::value& v) { return v.is_string() && v.get_string() == member; });
  }

  /// The characters of "^[^…]+$", the only expression the standard uses; of "[…]" where nothing must match.
  std::string forbidden(std::string_view kind, std::string_view regex) const {
    const bool matches = kind == "regex_matches";
    const std::string_view begin = matches ? "^[^" : "[", end = matches ? "]+$" : "]";
    std::string characters;
    if (regex.starts_with(begin) && regex.ends_with(end) && regex.size() > begin.size() + end.size()) {
      for (const char c : regex.substr(begin.size(), regex.size() - begin.size() - end.size()))
        if (c != '\\') characters += c;
      if (characters.find_first_of("[]^- ") == std::string::npos &&
          std::ranges::all_of(characters,
                              [](char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; }))
        return characters;
    }
    read_.fail(what_ + " has a regular expression this version of Entente does not know");
  }

  const JsonReader& read_;
  const Messages& messages_;
  std::string text_, what_;
};

/// The checks of codes as lines of rules.txt.
class CheckWriter {
 public:
  explicit CheckWriter(const JsonReader& read) : read_(read) {}

  CodeChecks write(const json::object& paths) {
    for (const auto& [path, checks] : paths) {
      auto place = read_.text(json::value(path), "the path of a check");
      // Published as the place of a root that no file has.
      constexpr std::string_view kOrganisations = "/organisations";
      if (place == kOrganisations || place.starts_with("/organisations/")) place.insert(1, "iati-");
      for (const auto& [member, body] : read_.object(checks, place)) {
        const std::string name(member);
        place_ = place;
        place_.append(name == "text()" ? "/" : "/@").append(name);
        check_word(place_, read_.file(), "the place of a check");
        const auto& check = read_.object(body, place_);
        if (check.if_contains("conditions") == nullptr) {
          write_check(check, {});
          continue;
        }
        const auto& conditions = read_.member(check, "conditions", place_);
        const auto linked = read_.word(conditions, "linkedAttribute", place_);
        const auto* absent = conditions.if_contains("defaultLink");
        for (const auto& [value, one] : read_.member(conditions, "mapping", place_)) {
          const std::string is(value);
          check_word(is, read_.file(), "a vocabulary");
          const bool or_absent = absent != nullptr && absent->is_string() && absent->get_string() == value;
          auto where = std::string(" where @").append(linked).append(" is ").append(is);
          if (or_absent) where += " or absent";
          write_check(read_.object(one, place_), where);
        }
      }
    }
    return std::move(checks_);
  }

 private:
  void write_check(const json::object& check, const std::string& where) {
    const auto id = read_.word(check, "id", place_);
    const auto list = read_.word(check, "codelist", place_);
    checks_.table += "code " + id + " " + read_.word(check, "severity", place_) + " " +
                     read_.word(check, "category", place_) + " " + place_ + " " + list + where + "\n";
    std::vector<std::string> codes;
    std::unordered_set<std::string> seen;
    for (const auto& value : read_.array(check, "allowedCodes", place_)) {
      auto code = read_.text(value, "a code of " + list);
      check_word(code, read_.file(), "a code of " + list);
      if (seen.insert(code).second) codes.push_back(std::move(code));
      if (codes.size() > kMostCodes) read_.fail("list " + list + " has more than 100,000 codes");
    }
    const auto [known, fresh] = checks_.allowed.emplace(list, codes);
    if (!fresh && known->second != codes)
      read_.fail("check " + id + " allows other codes of the list " + list + " than an earlier one");
  }

  const JsonReader& read_;
  CodeChecks checks_;
  std::string place_;
};

PublishedList json_list(const JsonReader& read, const json::object& root) {
  PublishedList list{
      read.word(read.member(root, "attributes", "the list"), "name", "the list"), read.file(), {}};
  std::unordered_set<std::string> seen;
  for (const auto& value : read.array(root, "data", "the list")) {
    const auto& item = read.object(value, "an item of the list");
    ListedCode code{read.word(item, "code", "an item"), false};
    const auto* status = item.if_contains("status");
    code.withdrawn = status != nullptr && status->is_string() && status->get_string() == "withdrawn";
    if (seen.insert(code.code).second) list.codes.push_back(std::move(code));
    if (list.codes.size() > kMostCodes) read.fail("has more than 100,000 codes");
  }
  if (list.codes.empty()) read.fail("is a list without a code");
  return list;
}

json::value parse_source(const Source& source, const JsonReader& read) {
  try {
    return base::parse_json(source.bytes, source.name);
  } catch (const base::BadInput& e) {
    read.fail(e.cause());
  }
}

/// Whether any object two levels down has such a member, or one more level down behind "cases".
bool has_rule_info(const json::object& contexts) {
  for (const auto& [path, kinds] : contexts)
    if (const auto* o = kinds.if_object())
      for (const auto& [kind, body] : *o)
        if (const auto* b = body.if_object(); b != nullptr && b->if_contains("cases") != nullptr) return true;
  return false;
}

}  // namespace

Messages messages_of_rules(const std::string& rules_table) {
  Messages messages;
  validation::Lines lines(rules_table, "rules.txt");
  for (lines.next(); !lines.ended(); lines.next()) {
    const auto words = lines.words();
    if (words[0] == "rule" && words.size() == 7 && words[6] != "official")
      messages.emplace(std::pair(std::string(words[1]), std::string(words[2])), std::string(words[6]));
  }
  return messages;
}

JsonSource read_json_source(const Source& source, const Messages& messages) {
  const JsonReader read(source.name);
  const auto value = parse_source(source, read);
  JsonSource found;
  const auto* root = value.if_object();
  if (root == nullptr) return found;
  if (root->if_contains("attributes") != nullptr && root->if_contains("data") != nullptr) {
    found.list = json_list(read, *root);
    return found;
  }
  const auto is_path = [](const json::key_value_pair& member) { return member.key().starts_with('/'); };
  if (root->empty() || !std::ranges::all_of(*root, is_path)) return found;
  if (has_rule_info(*root))
    found.rules = RuleWriter(read, messages).write(*root);
  else
    found.checks = CheckWriter(read).write(*root);
  return found;
}

}  // namespace entente::exchange::iati::published
