# The Debian packages sotto and sotto-broker, by CPack; ./run package makes what is installed from
# ${CMAKE_BINARY_DIR}/made first: manual pages, changelog, list of components, pages.
set(made ${CMAKE_BINARY_DIR}/made)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(doc share/doc)

# Nothing of the folder that it was built in, and no table of calls that could be written to.
foreach(program sotto sotto-broker)
  target_link_options(${program} PRIVATE -Wl,--build-id=none -Wl,-z,relro -Wl,-z,now)
endforeach()

install(TARGETS sotto RUNTIME DESTINATION bin COMPONENT client)
install(FILES ${made}/sotto.1.gz DESTINATION share/man/man1 COMPONENT client)
install(FILES docs/deploy/debian/copyright ${made}/changelog.gz ${made}/sotto.cdx.json
        DESTINATION ${doc}/sotto COMPONENT client)

install(TARGETS sotto-broker RUNTIME DESTINATION bin COMPONENT broker)
install(PROGRAMS docs/deploy/debian/backup DESTINATION lib/sotto COMPONENT broker)
install(FILES docs/deploy/sotto-broker.service docs/deploy/sotto-backup.service
        docs/deploy/sotto-backup.timer DESTINATION lib/systemd/system COMPONENT broker)
install(DIRECTORY ${made}/web/ DESTINATION share/sotto/web COMPONENT broker)
install(FILES ${made}/sotto-broker.8.gz DESTINATION share/man/man8 COMPONENT broker)
install(DIRECTORY broker/schemes DESTINATION ${doc}/sotto-broker COMPONENT broker)
install(FILES docs/deploy/debian/copyright ${made}/changelog.gz ${made}/sotto-broker.cdx.json
        DESTINATION ${doc}/sotto-broker COMPONENT broker)

# The pages link to each other, so both packages have all that people who use or run Sotto read.
foreach(component IN ITEMS client broker)
  if(component STREQUAL client)
    set(folder sotto)
  else()
    set(folder sotto-broker)
  endif()
  install(FILES docs/SECURITY.md docs/allocation.md docs/benchmarks.json docs/benchmarks.md docs/broker.md
                docs/cli.md docs/operations.md docs/policy.md docs/scaling.md docs/third-party.md
                docs/threat-model.md docs/web-client.md
          DESTINATION ${doc}/${folder} COMPONENT ${component})
  install(DIRECTORY docs/benchmarks docs/design docs/governance docs/security docs/spec
          DESTINATION ${doc}/${folder} COMPONENT ${component})
  install(DIRECTORY docs/deploy/ DESTINATION ${doc}/${folder}/deploy COMPONENT ${component}
          FILES_MATCHING PATTERN README.md PATTERN *.conf PATTERN *.service PATTERN *.timer PATTERN debian EXCLUDE)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL client broker)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_OUTPUT_FILE_PREFIX ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGE_CONTACT "Sotto <security@sotto.example>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_DEBIAN_CLIENT_PACKAGE_NAME sotto)
set(CPACK_DEBIAN_CLIENT_PACKAGE_SECTION net)
set(CPACK_DEBIAN_CLIENT_PACKAGE_DEPENDS "ca-certificates, tzdata")
set(CPACK_COMPONENT_CLIENT_DESCRIPTION
"command line client of a confidential peer-support scheme
Does for colleagues, supporters, leads and administrators what the pages of
a scheme do, and does not come from the scheme's broker. Every visit has the
same shape, whether somebody is contacted or not.")

set(CPACK_DEBIAN_BROKER_PACKAGE_NAME sotto-broker)
set(CPACK_DEBIAN_BROKER_PACKAGE_SECTION net)
set(CPACK_DEBIAN_BROKER_PACKAGE_DEPENDS "adduser, ca-certificates, debconf (>= 0.5) | debconf-2.0, init-system-helpers (>= 1.54~), tzdata")
set(CPACK_DEBIAN_BROKER_PACKAGE_RECOMMENDS "systemd")
set(CPACK_DEBIAN_BROKER_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/docs/deploy/debian/config;${CMAKE_SOURCE_DIR}/docs/deploy/debian/postinst;${CMAKE_SOURCE_DIR}/docs/deploy/debian/prerm;${CMAKE_SOURCE_DIR}/docs/deploy/debian/postrm;${CMAKE_SOURCE_DIR}/docs/deploy/debian/templates")
set(CPACK_COMPONENT_BROKER_DESCRIPTION
"broker of a confidential peer-support scheme
Serves one scheme and its pages from one data folder. What people say is
sealed, and what the broker has is the same whether a visitor contacted
somebody or nobody. Comes with a sandboxed service and a timer for sealed
backups; both are switched off until there is a scheme.")
include(CPack)
