// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "model/record.hpp"
#include "screening/screener.hpp"

/// What screening compares and finds, in the forms in which it is kept: canonical JSON, numbers in
/// ten-thousandths.
namespace entente::registry {

/// An organisation as it is screened: its name in every language, its country, its identifiers.
screening::Party party_of(const model::Organisation&);

/// Of what is compared alone, whatever the order: a change of anything else is none to screening.
base::Sha256 hash_of_fields(const screening::Party&);

/// A number between 0 and 1 in ten-thousandths, and back.
std::int64_t ten_thousandths(double);
inline double from_ten_thousandths(std::int64_t number) {
  return static_cast<double>(number) / 10'000;
}

/// An entry whole, its dates as its list writes them.
std::string form_of(const screening::Listed&);
/// Throws base::BadInput where it was not made by form_of().
screening::Listed read_entry_form(std::string_view);

/// Why two were found alike, in the words of a hit.
struct ReasonsForHit {
  struct Pair {
    std::string asked, listed, likeness;
    std::int64_t similarity = 0, weight = 0;
  };
  struct Field {
    std::string field, verdict, asked, listed;
    std::int64_t effect = 0;
  };
  std::string asked_name, listed_name;
  std::int64_t name_score = 0;
  std::vector<Pair> pairs;
  std::vector<Field> fields;
};

std::string form_of(const screening::Hit&);
/// Throws base::BadInput where it was not made by form_of().
ReasonsForHit read_reasons(std::string_view);

/// The settings that hits are found with.
std::string form_of(const screening::Settings&);

}  // namespace entente::registry
