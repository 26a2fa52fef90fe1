// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every test includes besides precompiled.h or precompiled_gui.h, parsed once.
#pragma once

#include "support/patience.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>

#include <array>
#include <map>
#include <string>
