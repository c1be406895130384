package io.countersign.embedded;

/** Where the broker and its controller listen, and the cluster id of their files, as kept in {@code kafka.json}. */
record BrokerPorts(int broker, int controller, String clusterId) {

    boolean areFree() {
        return Ports.isFree(broker) && Ports.isFree(controller);
    }

    BrokerPorts elsewhere() {
        return at(Ports.free(), clusterId);
    }

    static BrokerPorts at(int broker, String clusterId) {
        int controller = Ports.free();
        while (controller == broker) {
            controller = Ports.free();
        }
        return new BrokerPorts(broker, controller, clusterId);
    }
}
