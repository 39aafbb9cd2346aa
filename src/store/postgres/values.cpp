// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/values.hpp"

namespace entente::store::postgres {

namespace {

std::string_view view(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

Type array_of(Type element) {
  switch (element) {
    case Type::integer:
      return Type::integer_array;
    case Type::text:
      return Type::text_array;
    default:
      return Type::bytes_array;
  }
}

std::string number(std::int64_t value) {
  std::string out;
  append_int64(out, value);
  return out;
}

}  // namespace

void append_int32(std::string& out, std::int32_t value) {
  const auto bits = static_cast<std::uint32_t>(value);
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 0xff);
}

void append_int64(std::string& out, std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 0xff);
}

void Column::add_raw(std::string_view raw) {
  append_int32(elements_, static_cast<std::int32_t>(raw.size()));
  elements_ += raw;
  ++count_;
}

void Column::add(std::int64_t value) {
  append_int32(elements_, 8);
  append_int64(elements_, value);
  ++count_;
}

void Column::add(std::string_view text) {
  add_raw(text);
}

void Column::add(Bytes value) {
  add_raw(value.bytes);
}

void Column::add(const base::Uuid& id) {
  add_raw(view(id.bytes()));
}

void Column::add(const std::optional<base::Uuid>& id) {
  if (id) return add(*id);
  add_null();
}

void Column::add_null() {
  append_int32(elements_, -1);
  ++count_;
  has_null_ = true;
}

void Column::add(const base::Sha256& hash) {
  add_raw(view(hash));
}

std::string Column::array() const {
  std::string out;
  out.reserve(elements_.size() + 20);
  append_int32(out, count_ == 0 ? 0 : 1);  // dimensions
  append_int32(out, has_null_ ? 1 : 0);
  append_int32(out, static_cast<std::int32_t>(element_));
  if (count_ != 0) {
    append_int32(out, static_cast<std::int32_t>(count_));
    append_int32(out, 1);  // the first index
  }
  return out += elements_;
}

void Parameters::add(std::int64_t value) {
  values_.push_back({Type::integer, false, number(value)});
}

void Parameters::add(std::string_view text) {
  values_.push_back({Type::text, false, std::string(text)});
}

void Parameters::add(Bytes value) {
  values_.push_back({Type::bytes, false, std::string(value.bytes)});
}

void Parameters::add(const base::Uuid& id) {
  values_.push_back({Type::bytes, false, std::string(view(id.bytes()))});
}

void Parameters::add(const std::optional<base::Uuid>& id) {
  if (id) return add(*id);
  values_.push_back({Type::bytes, true, {}});
}

void Parameters::add(const base::Sha256& hash) {
  values_.push_back({Type::bytes, false, std::string(view(hash))});
}

void Parameters::add(const std::optional<base::Instant>& time) {
  if (time) return add(time->ms);
  values_.push_back({Type::integer, true, {}});
}

void Parameters::add(const Column& column) {
  values_.push_back({array_of(column.element()), false, column.array()});
}

}  // namespace entente::store::postgres
