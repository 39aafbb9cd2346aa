// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "search/index.hpp"

/// The day of the queries, since 1970.
inline constexpr std::int64_t kDayAsked = 20'454;

/// As many documents as are wanted, out of those of a register: each takes its title and values from one of
/// them, its parties from a second, its purpose from a third and the rest from a fourth, in other orders of
/// the words, so that what is frequent and what is rare stays so. Identifiers are new. The same number gives
/// the same document.
class Grown {
 public:
  /// `register_file`: an SQLite register, of which a fifth of what is grown comes from those of the documents
  /// that have Chinese, if there are any.
  explicit Grown(const std::filesystem::path& register_file);

  entente::search::Document document(std::size_t number) const;
  std::size_t sources() const { return all_.size(); }

 private:
  const entente::search::Document& pick(std::mt19937&) const;
  std::vector<entente::search::Document> all_, chinese_;
};

/// Bytes of its texts.
std::size_t text_bytes(const entente::search::Document&);
