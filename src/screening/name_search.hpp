// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "screening/asked_near.hpp"

/// The names of an index that one asked name is near, with their scores.
namespace entente::screening {

struct Scored {
  std::uint32_t name;
  double score, evidence;
};

/// Every name whose score is at least `least`, in the order of names. `by_index`, as far as the steps that
/// are left go, the names with the rarest words first; or by comparing each with every word of the lists.
std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace);

}  // namespace entente::screening
