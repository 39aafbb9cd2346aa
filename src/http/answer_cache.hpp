// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.hpp"

namespace entente::http {

/// Keeps whole answers, compressed once, for as long as what they were made from stands. An answer is kept
/// when it is a 200 to a GET with an entity tag and `Cache-Control: no-cache`, is no stream, sets no cookie,
/// and varies by nothing but Accept-Encoding and Save-Data. It is found again by its address, the host asked
/// for, and those two. What was not asked for longest goes first. Safe to use from many threads.
class AnswerCache {
 public:
  /// Bytes that bodies and headers may take; 0 keeps nothing. One answer may take an eighth.
  explicit AnswerCache(std::size_t most_bytes) : most_(most_bytes) {}

  /// The kept answer, or what `make` gives. `state` names all that answers depend on besides the request:
  /// when it changes, everything kept is dropped. An If-None-Match that fits a kept answer gets a 304.
  Response answer(const Request&, std::string_view state,
                  const std::function<Response(const Request&)>& make);

  struct Figures {
    std::uint64_t hits = 0, misses = 0;  ///< answers given from here; those that had to be made
    std::size_t bytes = 0, answers = 0;  ///< kept now
  };
  Figures figures() const;

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const Response> response;
    std::size_t bytes = 0;
  };

  std::shared_ptr<const Response> find(const std::string& key, std::string_view state);
  void keep(const std::string& key, std::string_view state, const Response&);
  void drop_last();

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::string state_;
  std::list<Kept> kept_;  ///< the one asked for last comes first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_key_;  ///< views of Kept::key
  Figures figures_;
};

}  // namespace entente::http
