// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cosftp {

/// What one session knows of names for some seconds.
class NameCache
{};

}  // namespace cosftp
