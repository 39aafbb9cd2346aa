// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/sent_values.hpp"

#include <string>

#include "api/answer.hpp"
#include "api/sent.hpp"
#include "base/error.hpp"

namespace entente::api {

std::string trimmed_text(std::string_view sent) {
  std::string text;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (sent[i] == '\r' && i + 1 < sent.size() && sent[i + 1] == '\n') continue;
    text += sent[i] == '\r' ? '\n' : sent[i];
  }
  return std::string(base::trimmed(text));
}

base::Text trimmed_text(const base::Text& sent) {
  base::Text text;
  for (const auto& n : sent.narratives) text.add(n.language, trimmed_text(n.value));
  return text;
}

base::Text sent_text(const boost::json::object& sent, std::string_view name) {
  base::Text text;
  const auto* value = sent.if_contains(name);
  if (!value) return text;
  if (!value->is_object())
    throw base::BadInput(std::string(name), "is no object of texts by language",
                         "Write it as {\"en\": \"…\"}.");
  for (const auto& member : value->as_object()) {
    if (!member.value().is_string())
      throw base::BadInput(std::string(name) + "." + std::string(base::clip_utf8(member.key(), 40)),
                           "is no string", "Write it in quotes.");
    text.add(member.key(), trimmed_text(std::string_view(member.value().as_string())));
  }
  return text;
}

std::int64_t sent_number(const boost::json::object& sent, std::string_view name, std::int64_t least) {
  const auto* value = sent.if_contains(name);
  if (!value || !value->is_int64() || value->as_int64() < least)
    throw base::BadInput(std::string(name), "is no whole number from " + std::to_string(least) + " on",
                         "Send the number that was read.");
  return value->as_int64();
}

bool sent_flag(const boost::json::object& sent, std::string_view name) {
  const auto* value = sent.if_contains(name);
  if (!value) return false;
  if (!value->is_bool()) throw base::BadInput(std::string(name), "is neither true nor false");
  return value->as_bool();
}

std::optional<base::Uuid> sent_id(const boost::json::object& sent, std::string_view name) {
  if (!sent.contains(name)) return std::nullopt;
  const auto id = base::Uuid::parse(sent_string(sent, name));
  if (!id) throw base::BadInput(std::string(name), "is no id", "An id is a UUID of 36 characters.");
  return id;
}

std::optional<base::PartialDate> sent_day(const boost::json::object& sent, std::string_view name) {
  if (!sent.contains(name)) return std::nullopt;
  const auto date = base::PartialDate::parse(sent_string(sent, name));
  if (!date) throw base::BadInput(std::string(name), "is no date", "Write it as 2027-03-31.");
  return date;
}

const boost::json::object& sent_part_of(const boost::json::object& sent, std::string_view name) {
  const auto* value = sent.if_contains(name);
  if (!value || !value->is_object())
    throw base::BadInput(std::string(name), "is no object",
                         "The API's description says which members it has.");
  return value->as_object();
}

std::int64_t asked_number(const http::Request& request, std::string_view name, std::int64_t least) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
  const auto value =
      request.parameter(name).empty() ? std::nullopt : number(request, name, least, kMost, least);
  if (!value)
    throw base::BadInput(std::string(name), "is no whole number from " + std::to_string(least) + " on",
                         "Write it as ?" + std::string(name) + "=" + std::to_string(least) + ".");
  return *value;
}

model::Record sent_record_of(std::string_view type, boost::json::object sent,
                             std::initializer_list<std::string_view> allowed,
                             std::initializer_list<std::string_view> ids) {
  require_members(sent, allowed);
  for (const auto name : ids) sent[name] = base::Uuid().str();
  return model::read_body(type, boost::json::serialize(sent));
}

}  // namespace entente::api
