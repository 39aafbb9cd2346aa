// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/accounts.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Something that waits for a person.
struct Task {
  std::string_view message;                 ///< key of a message: "task.guidance"
  base::Text title;                         ///< what it is about
  std::string whose;                        ///< code of the country that asks, or empty
  base::Uuid organisation;                  ///< for which it is to be done; nil where for none
  std::string path;                         ///< where it is done, behind the language
  std::int64_t count = 1;                   ///< how many of them; the message may say it
  base::Text within = {};                   ///< the partnership, where `title` is of something else in it
  std::optional<base::Instant> since = {};  ///< when it began to wait, where that is said
};

/// One of the things that tasks come from.
using TaskSource = std::vector<Task> (*)(Register&, const access::Actor&);

/// One row each: what waits for somebody is what they all say.
const std::vector<TaskSource>& task_sources();

/// At most `limit`, in the order of the sources.
std::vector<Task> tasks_of(Register&, const access::Actor&, std::size_t limit);

}  // namespace entente::registry
