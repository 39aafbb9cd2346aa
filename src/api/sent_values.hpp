// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "model/record.hpp"

/// Internal to api: members of what was sent, read into values. Each throws base::BadInput naming the member
/// that cannot be read; what values may be is the registry's to say.
namespace entente::api {

/// Without blanks at both ends, and ends of lines as one character, as forms read what is typed.
std::string trimmed_text(std::string_view);
/// So in each language; what is blank in one is not there.
base::Text trimmed_text(const base::Text&);

/// A text by language, trimmed; empty where it is absent.
base::Text sent_text(const boost::json::object&, std::string_view name);
/// A whole number from `least` on.
std::int64_t sent_number(const boost::json::object&, std::string_view name, std::int64_t least);
/// False where it is absent.
bool sent_flag(const boost::json::object&, std::string_view name);
/// Nothing where it is absent.
std::optional<base::Uuid> sent_id(const boost::json::object&, std::string_view name);
std::optional<base::PartialDate> sent_day(const boost::json::object&, std::string_view name);
/// An object that must be there.
const boost::json::object& sent_part_of(const boost::json::object&, std::string_view name);
/// A whole number from `least` on in an address.
std::int64_t asked_number(const http::Request&, std::string_view name, std::int64_t least);

/// For the fields of a record: trims its own texts. Those of what it lists are left as they are, as they may
/// be told apart by them.
struct TextTrimmer {
  template <class Member>
  void operator()(const char*, Member& member, const model::Rule&) const {
    if constexpr (std::is_same_v<Member, base::Text>) member = trimmed_text(member);
  }
};

/// A record of which nothing but `allowed` is sent, and the ids it must have are the registry's to say.
template <class T>
T sent_record(boost::json::object sent, std::initializer_list<std::string_view> allowed,
              std::initializer_list<std::string_view> ids);

/// What sent_record() reads: the JSON of the record, with ids of nobody.
model::Record sent_record_of(std::string_view type, boost::json::object sent,
                             std::initializer_list<std::string_view> allowed,
                             std::initializer_list<std::string_view> ids);

template <class T>
T sent_record(boost::json::object sent, std::initializer_list<std::string_view> allowed,
              std::initializer_list<std::string_view> ids) {
  auto record = std::get<T>(sent_record_of(T::kType, std::move(sent), allowed, ids));
  const TextTrimmer trim;
  T::fields(record, trim);
  return record;
}

}  // namespace entente::api
