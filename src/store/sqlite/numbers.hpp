// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sqlite/connection.hpp"

namespace entente::store::sqlite {

/// The numbers that stand in the file for records and for types, as one unit of work finds and gives them.
class Numbers {
 public:
  explicit Numbers(Connection& connection) : connection_(connection) {}

  struct Standing {
    std::int64_t number = 0;
    std::int64_t version = 0;  ///< 0: others hang on it, and it has not been put yet
    std::string type;
  };
  std::optional<Standing> standing(const base::Uuid& id);

  /// Of the revision that is put next; a new record has that of its first.
  std::int64_t next_revision();
  /// What the revision that took it is of, so that those that hang on it need not ask.
  void took(const base::Uuid& id, bool hangs, std::int64_t record);
  /// Of a record that another hangs on, whether it has been put or not.
  std::int64_t record(const base::Uuid& id);

  /// `hangs`: a record of the type is about to hang on a partnership.
  std::int64_t type(std::string_view name, bool hangs);
  void count(std::string_view type);
  /// Records of the type that were counted and are not kept yet.
  std::int64_t counted(std::string_view type) const;
  void keep_counts();

 private:
  struct Type {
    std::int64_t number = 0, counted = 0;
    bool hangs = false;
  };
  const base::Uuid& newest();

  Connection& connection_;
  std::int64_t revision_ = 0;  ///< the last that was taken; 0: nobody asked yet
  /// No record that stands has a greater id: one that has is new, and needs no question.
  std::optional<base::Uuid> newest_;
  std::unordered_map<base::Uuid, std::int64_t> records_;  ///< that others hang on, or may
  std::map<std::string, Type, std::less<>> types_;
};

}  // namespace entente::store::sqlite
