// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/numbers.hpp"

#include <algorithm>

namespace entente::store::sqlite {

const base::Uuid& Numbers::newest() {
  if (!newest_) {
    auto row = connection_.query("SELECT id FROM record ORDER BY id DESC LIMIT 1");
    newest_ = row.next() ? row.uuid(0) : base::Uuid();
  }
  return *newest_;
}

std::optional<Numbers::Standing> Numbers::standing(const base::Uuid& id) {
  if (id > newest()) return std::nullopt;
  auto row = connection_.query(
      "SELECT r.number, r.version, t.name FROM record r LEFT JOIN record_type t ON t.number = r.type "
      "WHERE r.id = ?1",
      id);
  if (!row.next()) return std::nullopt;
  return Standing{row.integer(0), row.integer(1), row.is_null(2) ? std::string() : row.text(2)};
}

std::int64_t Numbers::next_revision() {
  if (revision_ == 0) {
    auto row = connection_.query("SELECT coalesce(max(number), 0) FROM revision");
    if (!row.next()) connection_.fail_damaged();
    revision_ = row.integer(0);
  }
  return ++revision_;
}

void Numbers::took(const base::Uuid& id, bool hangs, std::int64_t record) {
  newest_ = std::max(newest(), id);
  if (!hangs) records_.emplace(id, record);
}

std::int64_t Numbers::record(const base::Uuid& id) {
  if (const auto known = records_.find(id); known != records_.end()) return known->second;
  std::int64_t number = 0;
  if (const auto stands = standing(id)) {
    number = stands->number;
  } else {
    {
      auto row = connection_.query("SELECT min(coalesce(min(number), 0), 0) - 1 FROM record");
      if (!row.next()) connection_.fail_damaged();
      number = row.integer(0);
    }
    connection_.execute("INSERT INTO record (number, id, version) VALUES (?1, ?2, 0)", number, id);
    newest_ = std::max(newest(), id);
  }
  records_.emplace(id, number);
  return number;
}

std::int64_t Numbers::type(std::string_view name, bool hangs) {
  auto known = types_.find(name);
  if (known == types_.end()) {
    Type type;
    {
      auto row = connection_.query("SELECT number, hangs FROM record_type WHERE name = ?1", name);
      if (row.next()) {
        type.number = row.integer(0);
        type.hangs = row.integer(1) != 0;
      }
    }
    if (type.number == 0) {
      auto row = connection_.query(
          "INSERT INTO record_type (number, name, records, hangs) "
          "SELECT coalesce(max(number), 0) + 1, ?1, 0, 0 FROM record_type RETURNING number",
          name);
      if (!row.next()) connection_.fail_damaged();
      type.number = row.integer(0);
      while (row.next()) {
      }
    }
    known = types_.emplace(std::string(name), type).first;
  }
  auto& type = known->second;
  if (hangs && !type.hangs) {
    connection_.execute("UPDATE record_type SET hangs = 1 WHERE number = ?1", type.number);
    type.hangs = true;
  }
  return type.number;
}

void Numbers::count(std::string_view type) {
  if (const auto known = types_.find(type); known != types_.end()) ++known->second.counted;
}

std::int64_t Numbers::counted(std::string_view type) const {
  const auto known = types_.find(type);
  return known == types_.end() ? 0 : known->second.counted;
}

void Numbers::keep_counts() {
  for (auto& [name, type] : types_) {
    if (type.counted == 0) continue;
    connection_.execute("UPDATE record_type SET records = records + ?2 WHERE number = ?1", type.number,
                        type.counted);
    type.counted = 0;
  }
}

}  // namespace entente::store::sqlite
