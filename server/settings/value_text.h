// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

#include <optional>

/// The texts of single values. Each reader answers an empty string or what is wrong and what would
/// be right, and changes its target only when nothing is wrong.
namespace cosftp::valueText {

/// The text as a message may quote it: short, on one line.
QString quoted(const QString &text);

/// A whole number within the row's limits.
QString readNumber(const QString &text, const SettingInfo &info, qint64 &value);
/// Bytes: a whole number, or one with KiB, MiB, GiB or TiB.
QString readBytes(const QString &text, const SettingInfo &info, qint64 &value);
QString writeBytes(qint64 value);
/// true, yes, y, on, 1 and false, no, n, off, 0.
QString readSwitch(const QString &text, bool &value);
/// Which of the choices; case does not matter.
QString readChoice(const QString &text, const QStringList &choices, qsizetype &index);
/// "from,to", both inclusive; "from" alone goes up to 65535; "0" means any free port.
QString readPorts(const QString &text, PortRange &range);
QString writePorts(const PortRange &range);

/// R: list and read; W: write and delete (in any order, with "," and the like between them); or
/// words of rightWords() with '+' between them.
QString readRights(const QString &text, Rights &rights);
/// R and W if they say it all (W includes delete then), words otherwise.
QString writeRights(const Rights &rights);
/// "list", "read" and so on, in the order of the members of Rights.
const QStringList &rightWords();

/// Addresses and networks, divided by commas.
QString readNetworks(const QString &text, NetworkList &networks);
/// "NETWORKS=ADDRESS; NETWORKS=local": who is told which address.
QString readMasqueradeRules(const QString &text, QList<MasqueradeRule> &rules);
QString writeMasqueradeRules(const QList<MasqueradeRule> &rules);
/// "ftp://ADDRESS:PORT, ftps://[ADDRESS]:PORT"; the address * is all addresses.
QString readListeners(const QString &text, QList<ListenerSettings> &listeners);
QString writeListeners(const QList<ListenerSettings> &listeners);
/// Host names, divided by commas.
QString readHostNames(const QString &text, QStringList &names);
/// The form of a password hash: scrypt, or crypt(5) of today ($y$, $7$, $6$, $5$, $2b$). Whether
/// this system can verify it is asked where passwords are.
bool isHashText(const QString &text);
/// YYYY-MM-DD, or nothing.
QString readDay(const QString &text, QDate &day);
/// "/PATH RIGHTS"; the rights stand behind the last blank.
QString readFolderRights(const QString &text, QList<FolderRights> &folders);
QString writeFolderRights(const FolderRights &folder);

bool isIpv4(const QString &text);
bool isIpv6(const QString &text);
bool isHostName(const QString &text);

/// An address to announce to clients: IPv4, IPv6 or a host name.
QString readMasquerade(const QString &text, QString &address);
/// An address of this machine, or nothing for all.
QString readListenAddress(const QString &text, QString &address);

QString readBucketName(const QString &text, QByteArray &name);
/// Digits, as the console shows them.
QString checkAppId(const QString &text);
QString readRegion(const QString &text, QByteArray &region);
/// host[:port] without a scheme; IPv6 in brackets.
QString readEndpoint(const QString &text, QByteArray &endpoint);
/// A part of a COS key: never shown in the answer.
QString readSecret(const QString &text, QByteArray &secret);
/// Empty for the whole bucket, or a prefix that ends in '/'.
QString readFolder(const QString &text, QByteArray &prefix);
/// "/path bucketid folder rights"; the folder is '/' for the whole bucket.
QString readMount(const QString &text, QList<MountSettings> &mounts);
QString writeMount(const MountSettings &mount);

}  // namespace cosftp::valueText
