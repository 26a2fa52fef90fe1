// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QStringList>

#include <optional>

namespace cosftp {

/// The ports that the kernel gives to programs that ask for any. std::nullopt where the machine
/// does not tell.
std::optional<PortRange> ephemeralPorts();
/// The same from the text of /proc/sys/net/ipv4/ip_local_port_range.
std::optional<PortRange> parseEphemeralPorts(const QByteArray &text);

/// What is allowed in the network settings but probably not meant, in the language of the program:
/// overlaps, too few ports, an announced address that others cannot reach.
QStringList networkHints(const Settings &settings, const std::optional<PortRange> &ephemeral);

}  // namespace cosftp
