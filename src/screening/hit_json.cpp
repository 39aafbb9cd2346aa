// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/hit_json.hpp"

#include <boost/json.hpp>
#include <cmath>

namespace entente::screening {

double rounded(double number) {
  constexpr double kPlaces = 10'000;
  return std::round(number * kPlaces) / kPlaces;
}

boost::json::object to_json(const Hit& hit) {
  boost::json::array pairs, qualifiers;
  for (const auto& pair : hit.pairs)
    pairs.push_back(boost::json::object{{"asked", pair.asked},
                                        {"listed", pair.listed},
                                        {"likeness", name_of(pair.likeness)},
                                        {"similarity", rounded(pair.similarity)},
                                        {"weight", rounded(pair.weight)}});
  for (const auto& qualifier : hit.qualifiers)
    qualifiers.push_back(boost::json::object{{"field", name_of(qualifier.field)},
                                             {"verdict", name_of(qualifier.verdict)},
                                             {"asked", qualifier.asked},
                                             {"listed", qualifier.listed},
                                             {"effect", rounded(qualifier.effect)}});
  return {{"score", rounded(hit.score)},        {"name_score", rounded(hit.name_score)},
          {"evidence", rounded(hit.evidence)},  {"asked_name", hit.asked_name},
          {"listed_name", hit.listed_name},     {"pairs", std::move(pairs)},
          {"qualifiers", std::move(qualifiers)}};
}

}  // namespace entente::screening
