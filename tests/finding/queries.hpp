// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "grown.hpp"

/// So many values of a facet are told; all are counted.
inline constexpr std::size_t kValues = 100;

/// Queries of one kind, each made of a document of the index.
struct Asked {
  std::string name;
  std::vector<entente::search::Query> queries;
};

/// As the lists of the register ask, on its pages and in its API.
entente::search::Query query_of(std::string words);
/// The words in most documents.
std::vector<std::string> common_words(const Grown&, std::size_t documents);
/// So many queries of each kind; the same for the same index, which holds that many grown documents.
std::vector<Asked> queries(const Grown&, std::size_t documents, const entente::search::Index&,
                           std::size_t of_each);
