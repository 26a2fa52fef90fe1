// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every file of the windows includes, parsed once.
#pragma once

#include "precompiled.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
#include <QWidget>
