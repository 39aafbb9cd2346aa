// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "screening/listed.hpp"

/// The public sets that screening is measured on, as they lie in a folder beside the checkout.
namespace entente::screening_sets {

using Row = std::vector<std::string>;

/// The rows of a file, without the first one and without comments. Throws base::Error where it is not there.
std::vector<Row> read_csv(const std::string& path);
std::vector<Row> read_tsv(const std::string& path, bool has_head = false);

struct LabelledPair {
  std::string group, schema, a, b;
  bool match = false;
  double peer_score = 0;
  bool peer_match = false;
};
std::vector<LabelledPair> labelled_pairs(const std::string& folder);

screening::List un_list(const std::string& folder, bool with_original_script = true);
screening::List ofac_list(const std::string& folder);

screening::Kind kind_of_schema(const std::string& schema);
screening::Party party_of(std::string name, screening::Kind kind = screening::Kind::unknown);

}  // namespace entente::screening_sets
