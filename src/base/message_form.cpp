// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/message_form.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/direction.hpp"
#include "base/error.hpp"
#include "base/icu.hpp"
#include "base/text.hpp"

namespace entente::base {

namespace {

[[noreturn]] void refuse_form(const std::string& what) {
  throw Error("message", what, "Write it with {name}, {name, number} or {name, plural, …}.");
}

/// What comes from outside may be no UTF-8, and may turn the direction of what follows: what is written is,
/// and does not.
void append_text(std::string& out, std::string_view text) {
  if (is_utf8(text))
    out += ending_its_turns(text);
  else
    out += ending_its_turns(narrow(wide(text)));
}

bool is_argument_name(std::string_view s) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !s.empty() && letter(s.front()) &&
         std::ranges::all_of(s, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string substring(const icu::MessagePattern& pattern, const icu::MessagePattern::Part& part) {
  return narrow(pattern.getSubstring(part));
}

}  // namespace

MessageForm::MessageForm(std::string_view pattern) {
  if (read_simple(pattern)) return;
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  const icu::MessagePattern parsed(wide(pattern), &where, code);
  check_icu(code, "message '" + std::string(pattern) + "'");
  std::int32_t at = 0;
  parts_ = read(parsed, at);
}

/// Texts and {name} alone; false where the pattern asks for more, or may be wrong.
bool MessageForm::read_simple(std::string_view pattern) {
  std::vector<Part> parts;
  std::string text;
  const auto flush = [&] {
    if (!text.empty()) parts.push_back({Part::Kind::text, std::exchange(text, {})});
  };
  bool quoted = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const auto rest = pattern.substr(i + 1);
    if (c == '\'' && rest.starts_with('\'')) {
      text += c;  // two are one
      ++i;
    } else if (c == '\'' && (quoted || rest.starts_with('{') || rest.starts_with('}'))) {
      quoted = !quoted;
    } else if (c == '{' && !quoted) {
      const auto name = rest.substr(0, rest.find('}'));
      if (name.size() == rest.size() || !is_argument_name(name)) return false;
      flush();
      parts.push_back({Part::Kind::argument, std::string(name)});
      i += name.size() + 1;
    } else {
      text += c;
    }
  }
  flush();
  parts_ = std::move(parts);
  return true;
}

std::vector<MessageForm::Part> MessageForm::read(const icu::MessagePattern& pattern, std::int32_t& at) {
  std::vector<Part> parts;
  std::string text;
  const auto flush = [&] {
    if (!text.empty()) parts.push_back({Part::Kind::text, std::exchange(text, {})});
  };
  auto from = pattern.getPart(at).getLimit();
  for (++at;; ++at) {
    const auto& part = pattern.getPart(at);
    text += narrow(pattern.getPatternString().tempSubStringBetween(from, part.getIndex()));
    from = part.getLimit();
    if (part.getType() == UMSGPAT_PART_TYPE_MSG_LIMIT) {
      flush();
      return parts;
    }
    if (part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER) {
      flush();
      parts.push_back({Part::Kind::number, {}});
    } else if (part.getType() == UMSGPAT_PART_TYPE_ARG_START) {
      flush();
      parts.push_back(read_argument(pattern, at));
      at = pattern.getLimitPartIndex(at);
      from = pattern.getPart(at).getLimit();
    }
  }
}

MessageForm::Part MessageForm::read_argument(const icu::MessagePattern& pattern, std::int32_t at) {
  const auto type = pattern.getPart(at).getArgType();
  auto name = substring(pattern, pattern.getPart(at + 1));
  if (type == UMSGPAT_ARG_TYPE_NONE) return {Part::Kind::argument, std::move(name)};
  if (type == UMSGPAT_ARG_TYPE_PLURAL)
    return {Part::Kind::plural, std::move(name), read_cases(pattern, at + 2)};
  // {name, number} and no style behind it
  if (type != UMSGPAT_ARG_TYPE_SIMPLE || substring(pattern, pattern.getPart(at + 2)) != "number" ||
      pattern.getPartType(at + 3) != UMSGPAT_PART_TYPE_ARG_LIMIT)
    refuse_form("has an argument of a kind that is not known here: " + name);
  return {Part::Kind::argument, std::move(name)};
}

std::vector<MessageForm::Case> MessageForm::read_cases(const icu::MessagePattern& pattern, std::int32_t at) {
  std::vector<Case> cases;
  for (; pattern.getPartType(at) != UMSGPAT_PART_TYPE_ARG_LIMIT; ++at) {
    if (pattern.getPartType(at) != UMSGPAT_PART_TYPE_ARG_SELECTOR) refuse_form("has a plural with an offset");
    Case one{substring(pattern, pattern.getPart(at)), std::nullopt, {}};
    if (const auto& value = pattern.getPart(at + 1);
        icu::MessagePattern::Part::hasNumericValue(value.getType())) {
      one.exactly = static_cast<std::int64_t>(pattern.getNumericValue(value));
      ++at;
    }
    one.parts = read(pattern, ++at);
    cases.push_back(std::move(one));
  }
  return cases;
}

std::optional<std::string> MessageForm::constant() const {
  if (parts_.empty()) return std::string{};
  if (parts_.size() > 1 || parts_.front().kind != Part::Kind::text) return std::nullopt;
  return parts_.front().text;
}

std::string MessageForm::text(Arguments arguments, const Grammar& grammar) const {
  std::string out;
  write(out, parts_, arguments, grammar, 0);
  return out;
}

const MessageForm::Case& MessageForm::choose(const Part& plural, std::int64_t number,
                                             const Grammar& grammar) {
  const auto& cases = plural.cases;
  if (const auto exact = std::ranges::find(cases, std::optional(number), &Case::exactly);
      exact != cases.end())
    return *exact;
  const auto form = narrow(grammar.plurals->select(static_cast<double>(number)));
  if (const auto fits = std::ranges::find(cases, form, &Case::form); fits != cases.end()) return *fits;
  return *std::ranges::find(cases, "other", &Case::form);  // ICU reads no plural without it
}

void MessageForm::write(std::string& out, const std::vector<Part>& parts, Arguments arguments,
                        const Grammar& grammar, std::int64_t counted) {
  for (const auto& part : parts) {
    if (part.kind == Part::Kind::text) {
      out += part.text;
      continue;
    }
    if (part.kind == Part::Kind::number) {
      out += grammar.number(counted);
      continue;
    }
    const auto given = std::ranges::find(arguments, part.text, &Arguments::value_type::first);
    if (given == arguments.end()) {
      out.append("{").append(part.text).append("}");
      continue;
    }
    const auto* number = std::get_if<std::int64_t>(&given->second);
    if (part.kind == Part::Kind::argument) {
      if (number)
        out += grammar.number(*number);
      else
        append_text(out, std::get<std::string_view>(given->second));
      continue;
    }
    if (!number) refuse_form("counts by '" + part.text + "', which is no number");
    write(out, choose(part, *number, grammar).parts, arguments, grammar, *number);
  }
}

}  // namespace entente::base
