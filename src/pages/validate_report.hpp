// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/excerpt.hpp"
#include "exchange/iati/validation/whole_report.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// What the page of a validated file shows: findings gathered by what they say, or by activity, each with its
/// first lines. It holds a bounded part of them, and counts the rest.
class ValidationReport {
 public:
  /// What one page shows: groups in all, findings of a group, of which the first stands with its lines.
  static constexpr std::size_t kGroups = 100, kOfGroup = 10;

  ValidationReport(exchange::iati::validation::Choice choice, bool by_activity)
      : choice_(std::move(choice)), by_activity_(by_activity) {}

  /// Validates the file and reads the lines that are to be shown.
  void read(std::string_view bytes, const std::string& file_name, std::int64_t today,
            const exchange::iati::validation::Bounds&);

  /// {clean, heading, file, counts, sections …} for {{>validate_report}}.
  View view(const base::Messages&) const;
  /// What can be chosen: the rules that were broken, and the activities where (some of them).
  View rule_views() const;
  View activity_views() const;
  /// The heading of it all: "13 findings to put right before you publish".
  std::string heading(const base::Messages&) const;

 private:
  using Finding = exchange::iati::validation::Finding;
  struct Group {
    std::vector<Finding> shown;
    std::uint64_t findings = 0, places = 0;
  };
  struct Count {
    std::uint64_t places = 0;
    std::map<std::string, std::uint64_t> rules;
  };

  void take(Finding&&);
  void read_lines(std::string_view bytes, const std::string& file_name,
                  const exchange::iati::validation::Bounds&);
  bool in_full(const Group&, const Finding&) const;
  View finding_view(const Finding&, bool in_full, const base::Messages&) const;
  View group_view(const Group&, const base::Messages&) const;
  View activity_view(const Group&, const base::Messages&) const;
  View lines_view(const Finding&) const;
  View count_views(const base::Messages&) const;
  View sections(const base::Messages&) const;

  exchange::iati::validation::Choice choice_;
  bool by_activity_;
  std::string file_name_;
  std::size_t bytes_ = 0;
  exchange::iati::validation::Checked checked_;
  std::array<Count, 4> counts_{};  ///< of all, whatever was chosen
  std::vector<Group> groups_;
  std::map<std::string, std::size_t, std::less<>> group_of_;
  std::uint64_t chosen_ = 0;                          ///< findings that were chosen
  std::uint64_t left_out_ = 0;                        ///< of those, the ones whose group has no room
  std::map<std::uint64_t, std::string> identifiers_;  ///< of activities, a few, to choose from
  std::shared_ptr<exchange::iati::validation::Excerpts> lines_;
};

}  // namespace entente::pages
