// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "model/record.hpp"

/// Internal to api: members of what was sent, read into values. Each throws base::BadInput naming the member
/// that cannot be read; what values may be is the registry's to say.
namespace entente::api {

/// A text by language; empty where it is absent.
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
  return std::get<T>(sent_record_of(T::kType, std::move(sent), allowed, ids));
}

}  // namespace entente::api
