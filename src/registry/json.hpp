// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "registry/desk.hpp"
#include "registry/sums.hpp"
#include "registry/views.hpp"
#include "registry/withdrawn_since.hpp"

/// The JSON forms of views, as the API answers them and `entente export --format json` writes them.
/// api/openapi.yaml describes them.
namespace entente::registry {

std::string to_json(const PartnershipView&);
/// With what was promised, delivered and is overdue, in the original and the common currency.
std::string to_json(const PartnershipView&, const MoneySums&);
/// {"original", "common", "unconverted"}.
std::string to_json(const MoneySums&);
/// With what is reported of its finances, as it stands now, and what it has promised and delivered: null for
/// an earlier version, which says nothing of that.
std::string to_json(const OrganisationView&, const std::vector<Held<model::Finances>>&, const MoneySums*);
/// {"total", "results": […], "facets": {name: [{value, count}]}, …}; `next` is the cursor of the next page or
/// "". Of a moment that has passed, what has been `withdrawn` since beside the results.
std::string to_json(const ListAnswer&, std::string_view next,
                    const std::vector<WithdrawnLine>& withdrawn = {});
std::string to_json(const std::vector<OrganisationCard>&, std::size_t total, std::string_view next);
std::string to_json(const std::vector<Difference>&);
std::string to_json(const std::vector<Suggestion>&);
/// A country on a day.
struct CountryAsked {
  std::string_view code;
  std::int64_t day = 0;  ///< since 1970-01-01
};
/// What a government publishes; who has acknowledged each guidance, in their order; how many partnerships
/// work in its country, and their sums; the groups of the United Nations that the country is in on a day.
std::string to_json(const Published&, const std::vector<std::vector<AcknowledgementLine>>&,
                    std::int64_t partnerships, const MoneySums&, const CountryAsked&);
/// One record of a desk with its versions; of a guidance, who has acknowledged it.
std::string to_json(const DeskRecord&, const std::vector<AcknowledgementLine>&);
std::string to_json(const CapacityList&, std::string_view next);
/// What is like a partnership: {"results": [{"id", "title"}]}.
std::string to_json(const std::vector<Card>&);

}  // namespace entente::registry
