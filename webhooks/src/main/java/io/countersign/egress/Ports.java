package io.countersign.egress;

import java.util.Set;

/**
 * Which ports may be called for anybody: 80, 443 and those from 1024 on, without the ports where databases, brokers and
 * the machinery of clusters commonly listen. What speaks a protocol by lines could read commands from an HTTP request.
 */
final class Ports {

    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final Set<Integer> OF_THE_WEB = Set.of(80, 443);

    private static final Set<Integer> OF_INFRASTRUCTURE = Set.of(
            1433, // SQL Server
            1521, // Oracle
            2049, // NFS
            2181, // ZooKeeper
            2375, // Docker
            2376, // Docker over TLS
            2379, // etcd
            2380, // etcd's peers
            3306, // MySQL
            3389, // remote desktop
            5432, // PostgreSQL
            5672, // AMQP
            5900, // VNC
            5984, // CouchDB
            6379, // Redis
            6443, // Kubernetes
            7000, // Cassandra's peers
            7001, // Cassandra's peers over TLS
            8086, // InfluxDB
            8300, // Consul's peers
            8500, // Consul
            9042, // Cassandra
            9092, // Kafka
            9200, // Elasticsearch
            9300, // Elasticsearch's peers
            10250, // kubelet
            11211, // memcached
            26257, // CockroachDB
            27017, // MongoDB
            27018, // MongoDB
            27019); // MongoDB

    private Ports() {}

    static boolean mayBeCalled(int port) {
        return OF_THE_WEB.contains(port) || (port >= FIRST_UNPRIVILEGED && !OF_INFRASTRUCTURE.contains(port));
    }
}
