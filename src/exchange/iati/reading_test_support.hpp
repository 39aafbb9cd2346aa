// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "exchange/iati/iati_format.hpp"

/// For the tests of this folder: reads a text and gathers what comes of it.
namespace entente::exchange::iati::testing {

struct Reading {
  std::vector<Bundle> bundles;
  std::vector<ReportedOrganisation> organisations;
  std::vector<Refusal> refusals;
  std::vector<std::uint64_t> offsets;
  std::string error;  ///< what() of the BadInput that ended it
};

inline Reading read(std::string_view text, Limits limits = {}) {
  Reading all;
  std::istringstream in{std::string(text)};
  Sink sink;
  sink.want = [&](std::uint64_t, std::uint64_t offset) {
    all.offsets.push_back(offset);
    return true;
  };
  sink.bundle = [&](std::uint64_t, Bundle&& b) { all.bundles.push_back(std::move(b)); };
  sink.organisation = [&](std::uint64_t, ReportedOrganisation&& o) {
    all.organisations.push_back(std::move(o));
  };
  sink.refused = [&](Refusal&& r) { all.refusals.push_back(std::move(r)); };
  try {
    IatiFormat(limits).read(in, "a.xml", sink);
  } catch (const base::BadInput& e) {
    all.error = e.what();
  }
  return all;
}

/// Wraps activities in a root.
inline std::string file(std::string_view activities) {
  return "<iati-activities version=\"2.03\">" + std::string(activities) + "</iati-activities>";
}

/// An activity A1 with more inside.
inline std::string activity(std::string_view inside, std::string_view attributes = " xml:lang=\"en\"") {
  return "<iati-activity" + std::string(attributes) +
         "><iati-identifier>A1</iati-identifier><title><narrative>T</narrative></title>" +
         std::string(inside) + "</iati-activity>";
}

/// The one bundle of an activity with this inside.
inline Bundle only(std::string_view inside, std::string_view attributes = " xml:lang=\"en\"") {
  auto all = read(file(activity(inside, attributes)));
  if (all.bundles.size() != 1)
    throw std::runtime_error("no bundle: " + all.error +
                             (all.refusals.empty() ? "" : all.refusals[0].message));
  return std::move(all.bundles[0]);
}

}  // namespace entente::exchange::iati::testing
